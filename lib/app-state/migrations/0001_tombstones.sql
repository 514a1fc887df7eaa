CREATE TABLE `tombstones` (
	`hash` text PRIMARY KEY NOT NULL,
	`erased_at` integer NOT NULL
);
