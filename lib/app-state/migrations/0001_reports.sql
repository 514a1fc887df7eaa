CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`month` text NOT NULL,
	`filters` text NOT NULL,
	`revision` integer NOT NULL,
	`as_of` text NOT NULL,
	`snapshot` text NOT NULL,
	`versions` text NOT NULL,
	`content` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_revision` ON `reports` (`month`,`filters`,`revision`);