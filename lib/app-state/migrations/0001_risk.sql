CREATE TABLE `cohort` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`as_of` text NOT NULL,
	`people` text,
	`count` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outreach_entry` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`member_id` text NOT NULL,
	`rule` text NOT NULL,
	`arm` text NOT NULL,
	`channel` text,
	`script` text,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outreach_entry_person` ON `outreach_entry` (`person`);--> statement-breakpoint
CREATE TABLE `risk_case` (
	`person` text PRIMARY KEY NOT NULL,
	`owner` text,
	`snoozed_until` text,
	`is_opted_out` integer DEFAULT false NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `risk_threshold` (
	`rule` text NOT NULL,
	`disease` text NOT NULL,
	`value` real NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`rule`, `disease`)
);
