CREATE TABLE `wecom_links` (
	`user_id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`linked_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wecom_links_member_unique` ON `wecom_links` (`member`);