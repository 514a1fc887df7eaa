CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `account_user` ON `account` (`user_id`);--> statement-breakpoint
CREATE TABLE `password_history` (
	`user_id` text NOT NULL,
	`set_at` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`user_id`, `set_at`),
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_tries` (
	`username` text PRIMARY KEY NOT NULL,
	`tries` integer NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`display_username` text,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`role` text NOT NULL,
	`hospitals` text NOT NULL,
	`departments` text NOT NULL,
	`groups` text NOT NULL,
	`is_banned` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_username_unique` ON `user` (`username`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wecom_links` (
	`user_id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`linked_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wecom_links_member_unique` ON `wecom_links` (`member`);--> statement-breakpoint
CREATE TABLE `annotations` (
	`id` text PRIMARY KEY NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`is_for_all` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`role` text NOT NULL,
	`action` text NOT NULL,
	`target` text NOT NULL,
	`purpose` text NOT NULL,
	`detail` text NOT NULL,
	`rows` integer NOT NULL,
	`list` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_list` ON `audit` (`list`);--> statement-breakpoint
CREATE TABLE `audit_lists` (
	`no` integer PRIMARY KEY NOT NULL,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_lists_digest_unique` ON `audit_lists` (`digest`);--> statement-breakpoint
CREATE TABLE `audit_people` (
	`person` text NOT NULL,
	`list` integer NOT NULL,
	PRIMARY KEY(`person`, `list`)
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
CREATE INDEX `export_request_requester` ON `export_request` (`requester`,`asked_at`);--> statement-breakpoint
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
CREATE UNIQUE INDEX `saved_views_name` ON `saved_views` (`actor_id`,`name`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tombstones` (
	`hash` text PRIMARY KEY NOT NULL,
	`erased_at` integer NOT NULL
);
