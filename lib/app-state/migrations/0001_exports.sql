CREATE TABLE `export_request` (
	`no` text PRIMARY KEY NOT NULL,
	`requester` text NOT NULL,
	`scope` text NOT NULL,
	`purpose` text NOT NULL,
	`note` text NOT NULL,
	`format` text NOT NULL,
	`question` text NOT NULL,
	`people` text NOT NULL,
	`asked` integer NOT NULL,
	`rows` integer NOT NULL,
	`left_out` text NOT NULL,
	`snapshot` text NOT NULL,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`fetched_at` integer
);
--> statement-breakpoint
CREATE INDEX `export_request_requester` ON `export_request` (`requester`,`asked_at`);