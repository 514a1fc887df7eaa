CREATE TABLE `annotations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `entered_benefits` (
	`id` text PRIMARY KEY NOT NULL,
	`month` text NOT NULL,
	`name` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`assumption` text NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `entered_benefits_month` ON `entered_benefits` (`month`);--> statement-breakpoint
CREATE TABLE `entered_costs` (
	`id` text PRIMARY KEY NOT NULL,
	`month` text NOT NULL,
	`category` text NOT NULL,
	`channel` text,
	`group_id` text,
	`amount_fen` integer NOT NULL,
	`item` text,
	`entered_by` text NOT NULL,
	`entered_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `entered_costs_month` ON `entered_costs` (`month`);--> statement-breakpoint
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
CREATE UNIQUE INDEX `reports_revision` ON `reports` (`month`,`filters`,`revision`);--> statement-breakpoint
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
	`member_id` text NOT NULL,
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
--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`actor_id` text NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_views_name` ON `saved_views` (`actor_id`,`name`);