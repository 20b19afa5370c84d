BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE decisions (
	sequence INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	schema_version INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	reason VARCHAR, 
	note VARCHAR, 
	pack VARCHAR NOT NULL, 
	suggestion VARCHAR NOT NULL, 
	turn INTEGER NOT NULL, 
	document VARCHAR NOT NULL, 
	framework VARCHAR NOT NULL, 
	criterion VARCHAR NOT NULL, 
	release VARCHAR NOT NULL, 
	selector JSON NOT NULL, 
	undoes VARCHAR, 
	seals JSON NOT NULL, 
	previous VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_decisions PRIMARY KEY (sequence), 
	CONSTRAINT ck_decisions_undoes CHECK ((verdict = 'undo') = (undoes is not null)), 
	CONSTRAINT ck_decisions_reason CHECK (verdict <> 'reject' or reason is not null), 
	CONSTRAINT ck_decisions_verdict CHECK (verdict in ('accept', 'reject', 'change', 'undo')), 
	CONSTRAINT uq_decisions_hash UNIQUE (hash), 
	CONSTRAINT uq_decisions_id UNIQUE (id), 
	CONSTRAINT uq_decisions_previous UNIQUE (previous), 
	CONSTRAINT uq_decisions_suggestion_turn UNIQUE (suggestion, turn), 
	CONSTRAINT uq_decisions_undoes UNIQUE (undoes)
);
INSERT INTO "decisions" VALUES(1,'01a2122d-24fc-76f0-82fa-17eb21070862',1,'2026-11-25T10:07:58.204Z','Ana Ruiz','accept',NULL,'seen: señal 童工','01a2122d-244a-752a-8cff-7aab1c1d2c8d','aabeb0fed17843d2e28acea520b5984ee8d3833e22ab034419f2739cf0ce9100',1,'01a2122d-2482-7343-93fa-4405ab920a7e','rra-2','5','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "5:0.9 We employ no person under 16 years of age.", "prefix": "before ", "suffix": " after", "spans": [{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]}',NULL,'{"who": {"salt": "9c8cf3d0d161a90c90be41c902e23edd", "digest": "b864ca695596fddb10cf4c1cdee3faeb537f29f8a3efc61b322a9dd28be5d9bc"}, "note": {"salt": "1dbeb1a2aa9bbba3daff48844eef5871", "digest": "6133e4bdc82956f3489f76f68db6156527952615a6ba9a3d2f933f1eec39c69d"}, "selector": {"salt": "41e1e1f06f3a611359fd1f4dff742c50", "digest": "16ed0534d6149034bdc0fc5c5ba9f7d0fa3e3ab597c7dddcae0c81fc99d4ce9c"}}','0000000000000000000000000000000000000000000000000000000000000000','cf3b1355d46995f3a5bccd4b1312044bd048334c204f9f1505b97598b18fc072');
INSERT INTO "decisions" VALUES(2,'01a2122d-250f-7b2c-b7c2-d17944a8afad',1,'2026-11-25T10:07:58.223Z','Ana Ruiz','reject','boilerplate',NULL,'01a2122d-244a-752a-8cff-7aab1c1d2c8d','edeecb1b36ce44e03d8d10e0afc3822964edcd8f6220a3f5965fd7abb9ac0ddf',1,'01a2122d-2482-7343-93fa-4405ab920a7e','rra-2','5','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "5:0.6 Ages are checked against identity papers.", "prefix": "before ", "suffix": " after", "spans": [{"page": 1, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25], [152.0, 108.5, 188.0, 120.25], [192.0, 108.5, 228.0, 120.25], [232.0, 108.5, 268.0, 120.25], [272.0, 108.5, 308.0, 120.25], [312.0, 108.5, 348.0, 120.25]]}]}',NULL,'{"who": {"salt": "9526450c7b276225cce33803ccf1c893", "digest": "5a12fe596fca1e6ad0ac9306413eabe075bd4aa52f653d0a09981d603d22d152"}, "note": {"salt": "9702ce90ddb60bae2a7a2cf1193bb674", "digest": "090397a77527bf435e5197e1f314ac446401ffd0b9df18d43e51bdfdce35a05b"}, "selector": {"salt": "679cfd693a96e40fb79c5743823a9fc0", "digest": "41c266c110f08df0d0108871e05bbbd0bd7e2fdfef046d738002c51adef9c973"}}','cf3b1355d46995f3a5bccd4b1312044bd048334c204f9f1505b97598b18fc072','a9ee29a429898e6debf84d2a693709e77b20264e5cc818a2cc7f42d9ca67f40a');
INSERT INTO "decisions" VALUES(3,'01a2122d-251a-7f12-a545-1f2e1b51d9ad',1,'2026-11-25T10:07:58.234Z','Ana Ruiz','change',NULL,NULL,'01a2122d-244a-752a-8cff-7aab1c1d2c8d','8bc420286a837b4dadce313d5820f406dab7d28ec2fa07ad76820123f87fbcae',1,'01a2122d-2482-7343-93fa-4405ab920a7e','rra-2','9','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "7:0.8 Overtime is voluntary and paid.", "prefix": "before ", "suffix": " after", "spans": [{"page": 2, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25]]}]}',NULL,'{"who": {"salt": "747b3accc09e427ef675368700f46f97", "digest": "428a3248c83e77fab45cce76d08f91ef6fb3f103c5db4578ca09e272f9527330"}, "note": {"salt": "1b4bbf81793d1aa7c9d9e3bb411a7cbf", "digest": "a3592d5b7e537a037eff6c1da90a4e52a626181f8b2172cab300954f90f6c56b"}, "selector": {"salt": "8d1c63607790cb8a019b6ae9d13cc9d2", "digest": "a7944f64055abed2b0187238b53a5aaac4210e5a882c8cb9c17852f38c05ba4a"}}','a9ee29a429898e6debf84d2a693709e77b20264e5cc818a2cc7f42d9ca67f40a','a4f898c09b4144fb11bcd04a76e9f6e9346391bc2da6380f6133f191eeb088ea');
INSERT INTO "decisions" VALUES(4,'01a2122d-2527-742f-9823-fe819c988279',1,'2026-11-25T10:07:58.247Z','Ana Ruiz','accept',NULL,NULL,'01a2122d-244a-752a-8cff-7aab1c1d2c8d','8d2eaa8ac245c7618ea2bf774a82e9587d62e47aea4f8cc84a541ccc9942f095',1,'01a2122d-2482-7343-93fa-4405ab920a7e','rra-2','12','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "12:0.7 =SUM(A1:A9) is how the workbook counts accidents.", "prefix": "before ", "suffix": " after", "spans": [{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]}',NULL,'{"who": {"salt": "be399354f1ad81c40e8d9071a79a324c", "digest": "0640ee6935cd1747a33fdf49856dfa96b5e9440c07cba05cbcb7aef8669122c2"}, "note": {"salt": "a749264478a8d99344b35aae7e74b093", "digest": "f44e98102ba9fc4e1b2dfd3a5c0d8ded2324aae6a94a38026088dbcaa7d6ddeb"}, "selector": {"salt": "1ac3ab8e0a29f10137b320cd9e45224d", "digest": "89052dad7f466378b11053160af9cc2e9e29f6201b7fc8a496b2fec1f1de6b39"}}','a4f898c09b4144fb11bcd04a76e9f6e9346391bc2da6380f6133f191eeb088ea','c77cf5e5c9cdfc1689227d5c86730fb7dc9ea9b5dd82048091fa6f6d8d9538bd');
INSERT INTO "decisions" VALUES(5,'01a2122d-253a-7069-96fd-566c9ea251c6',1,'2026-11-25T10:07:58.266Z','Ana Ruiz','undo',NULL,NULL,'01a2122d-244a-752a-8cff-7aab1c1d2c8d','8d2eaa8ac245c7618ea2bf774a82e9587d62e47aea4f8cc84a541ccc9942f095',2,'01a2122d-2482-7343-93fa-4405ab920a7e','rra-2','12','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "12:0.7 =SUM(A1:A9) is how the workbook counts accidents.", "prefix": "before ", "suffix": " after", "spans": [{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]}','01a2122d-2527-742f-9823-fe819c988279','{"who": {"salt": "893c74a0d41512ff800c5cb349ecd6b1", "digest": "917a01dd30c6258e3cef658ab1dd5c80fe01e1d16a822cfadad62cc6c2e19038"}, "note": {"salt": "4051a285e48a41d81d6516f169489784", "digest": "f9eddf4804d24ed9990ea9ae8394d6e08e2c80d43bbeca2e1a02aaf52234950b"}, "selector": {"salt": "76be27c0d8feedafa297cad6140af250", "digest": "b032ffe6b09e9319bdea3675ed723b36d8fba245a8afac25a206419bb3707e25"}}','c77cf5e5c9cdfc1689227d5c86730fb7dc9ea9b5dd82048091fa6f6d8d9538bd','709d44081a434cd1bd50536c1ae950ed65fbd2398276dc3c645823727440c030');
INSERT INTO "decisions" VALUES(6,'01a2122d-25cf-7ce9-9b56-d58e7e82de33',1,'2026-11-25T10:07:58.415Z','Ana Ruiz','accept',NULL,NULL,'01a2122d-2551-777e-b6be-47d0142a4783','a64d8ce15eaec0abb86c3bd6b528c490a85f35d10c2cc3b55345640be878b3cc',1,'01a2122d-2576-7bc1-af31-1be2413d8b8d','rra-2','5','stand-in-1','{"document": "4baeed5436dd2c532859cd4781a54d504e852c70e7808eeee1ed47f00ef9c5c7", "quote": "5:0.9 We employ no person under 16 years of age.", "prefix": "before ", "suffix": " after", "spans": [{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]}',NULL,'{"who": {"salt": "92bc91651e0c2bdf3f095a0c78f7d8d7", "digest": "a26aa0e6c3437ebcaf026252cc1ed27febb68dbc37dd63735edcdfaf9ddcf285"}, "note": {"salt": "df2ba6eaf8224f48c8a0da84467b4ee4", "digest": "4958c4b866611122be52dfd4a8d8261b63b940e90bc16a50db4baf16c04c6e88"}, "selector": {"salt": "def15a3211451fd9bbe9d965dc39edb8", "digest": "e2dd48009f811dc28043b59eb45742d7a51dbf7465070ba9f08c1029a5168ea7"}}','709d44081a434cd1bd50536c1ae950ed65fbd2398276dc3c645823727440c030','5c30c40dc2c3aaef6e5b0bef73ea73034e68c265312522378952a77f2580b4b1');
CREATE TABLE documents (
	id VARCHAR NOT NULL, 
	pack VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	sha256 VARCHAR, 
	name VARCHAR NOT NULL, 
	media_type VARCHAR, 
	size BIGINT, 
	language VARCHAR NOT NULL, 
	pages INTEGER NOT NULL, 
	pages_read INTEGER NOT NULL, 
	error_code VARCHAR, 
	error_message VARCHAR, 
	error_next VARCHAR, 
	CONSTRAINT pk_documents PRIMARY KEY (id), 
	CONSTRAINT fk_documents_pack FOREIGN KEY(pack) REFERENCES packs (id) ON DELETE CASCADE, 
	CONSTRAINT uq_documents_pack_position UNIQUE (pack, position)
);
INSERT INTO "documents" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e','01a2122d-244a-752a-8cff-7aab1c1d2c8d',0,'5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c','a-policy.pdf','application/pdf',258,'en',2,1,NULL,NULL,NULL);
INSERT INTO "documents" VALUES('01a2122d-2496-7db6-a30b-9610510dd13d','01a2122d-244a-752a-8cff-7aab1c1d2c8d',1,'35cb9f63ff133f1767290e3ddbbd516d2881500b64873f86119fd4b9c01e07fe','b-audit.pdf','application/pdf',76,'en',1,1,NULL,NULL,NULL);
INSERT INTO "documents" VALUES('01a2122d-249f-7aee-bd60-8f63b6869573','01a2122d-244a-752a-8cff-7aab1c1d2c8d',2,'954d1bb83d80bb6f6e746b28f0de3ec4c4ed980cfe67ed23a9159cd464ff339a','c.pdf',NULL,9,'und',0,0,'encrypted','The document is protected by a password.','Ask the supplier for an open copy, or save one with the password removed.');
INSERT INTO "documents" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d','01a2122d-2551-777e-b6be-47d0142a4783',0,'4baeed5436dd2c532859cd4781a54d504e852c70e7808eeee1ed47f00ef9c5c7','a-policy.pdf','application/pdf',246,'en',2,2,NULL,NULL,NULL);
CREATE TABLE packs (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	framework VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	content VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	created_by VARCHAR NOT NULL, 
	attempts INTEGER NOT NULL, 
	started DOUBLE NOT NULL, 
	files INTEGER NOT NULL, 
	files_done INTEGER NOT NULL, 
	bytes BIGINT NOT NULL, 
	bytes_done BIGINT NOT NULL, 
	bytes_before BIGINT NOT NULL, 
	error_code VARCHAR, 
	error_message VARCHAR, 
	error_next VARCHAR, 
	CONSTRAINT pk_packs PRIMARY KEY (id), 
	CONSTRAINT ck_packs_state CHECK (state in ('received', 'reading', 'suggesting', 'ready', 'failed'))
);
INSERT INTO "packs" VALUES('01a2122d-244a-752a-8cff-7aab1c1d2c8d','Copper smelter','rra-2','ready','3c4b880f9df3b767f6612d5047fb118ed099aeb84d6de285300e5076439ac749','2026-11-25T10:07:58Z','Ana Ruiz',0,1.79560127806425142284e+09,3,3,343,343,0,NULL,NULL,NULL);
INSERT INTO "packs" VALUES('01a2122d-2551-777e-b6be-47d0142a4783','Second','rra-2','ready','ecdfd51cf2aac8a1d57774540820859bf97820235de2ddee5b8b303049af22ee','2026-11-25T10:07:58Z','Ana Ruiz',0,1.79560127830299592023e+09,1,1,246,246,0,NULL,NULL,NULL);
CREATE TABLE pages (
	document VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	flags JSON NOT NULL, 
	width DOUBLE NOT NULL, 
	height DOUBLE NOT NULL, 
	words INTEGER NOT NULL, 
	error_code VARCHAR, 
	error_message VARCHAR, 
	error_next VARCHAR, 
	CONSTRAINT pk_pages PRIMARY KEY (document, number), 
	CONSTRAINT fk_pages_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "pages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',1,'text','[]',595.0,842.0,25,NULL,NULL,NULL);
INSERT INTO "pages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',2,'failed','["pictures"]',595.0,842.0,16,'page_failed','The page could not be read.','Look at the page by eye; the other pages of the document were read.');
INSERT INTO "pages" VALUES('01a2122d-2496-7db6-a30b-9610510dd13d',1,'text','[]',595.0,842.0,14,NULL,NULL,NULL);
INSERT INTO "pages" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d',1,'text','[]',595.0,842.0,25,NULL,NULL,NULL);
INSERT INTO "pages" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d',2,'text','[]',595.0,842.0,14,NULL,NULL,NULL);
CREATE TABLE passages (
	document VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	spans JSON NOT NULL, 
	first_page INTEGER NOT NULL, 
	last_page INTEGER NOT NULL, 
	locator VARCHAR NOT NULL, 
	heading JSON NOT NULL, 
	kind VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	prefix VARCHAR NOT NULL, 
	suffix VARCHAR NOT NULL, 
	CONSTRAINT pk_passages PRIMARY KEY (document, position), 
	CONSTRAINT ck_passages_quote CHECK (length(text) > 0), 
	CONSTRAINT fk_passages_document FOREIGN KEY(document) REFERENCES documents (id) ON DELETE CASCADE
);
INSERT INTO "passages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',0,'320b5cdedc7c04c5517e33b36d3981c29cea42467c5bc371ad629243d77b0cb4','5:0.9 We employ no person under 16 years of age.','[{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]',1,1,'p. 1 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',1,'28ff0771b86865520949c91edbcd787267400501c43cd5427653b79310a81c7d','An introduction that speaks of nothing in particular.','[{"page": 1, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',1,1,'p. 1 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',2,'4d268225157b8cbf740d839f62c63e052a7b6418dc1156dda4079fcd17f41512','5:0.6 Ages are checked against identity papers.','[{"page": 1, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25], [152.0, 108.5, 188.0, 120.25], [192.0, 108.5, 228.0, 120.25], [232.0, 108.5, 268.0, 120.25], [272.0, 108.5, 308.0, 120.25], [312.0, 108.5, 348.0, 120.25]]}]',1,1,'p. 1 ¶ 3','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',3,'c14d796a0332cf808fb882488f9fffa04e2dd431f07d47dc9e83902db7c14f95','7:0.8 Overtime is voluntary and paid.','[{"page": 2, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25]]}]',2,2,'p. 2 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',4,'714a43ed564fe5987a6e71f273a7d2204aa9d025f993cc55bc0e37eedadac2fd','12:0.7 =SUM(A1:A9) is how the workbook counts accidents.','[{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',2,2,'p. 2 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2482-7343-93fa-4405ab920a7e',5,'4837a9f87d9b83bd58aedef64375f74ef4b87201ada348e6f400ce70f23f1526',' unread page','[{"page": 2, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25]]}]',2,2,'p. 2 ¶ 3','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2496-7db6-a30b-9610510dd13d',0,'141ea3181f823e29bbbe06f13c7ec0298a59d9290d154b251de0d71db37bd6a8','5:0.4 The auditor found no child at work.','[{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25]]}]',1,1,'p. 1 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2496-7db6-a30b-9610510dd13d',1,'8faeb771bb44409c264fea3acc98c7548ffc87bf1843a538443d99459269f7a0','7:0.3 Two pay slips were missing.','[{"page": 1, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25]]}]',1,1,'p. 1 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d',0,'b98f8dd2d57da9df186e10980d300ac0163a14debc57260508cd2ce1a95af67d','5:0.9 We employ no person under 16 years of age.','[{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]',1,1,'p. 1 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d',1,'3dfa2bae56e429ae8c0b5e312cf7126f1a8b7642750670cf1849b392ccc96994','An introduction that speaks of nothing in particular.','[{"page": 1, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',1,1,'p. 1 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d',2,'5c70e1346162bb9ca607ad1b20e50ef2ac2a9e8f0cc80720febaf56ce6f5e276','5:0.6 Ages are checked against identity papers.','[{"page": 1, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25], [152.0, 108.5, 188.0, 120.25], [192.0, 108.5, 228.0, 120.25], [232.0, 108.5, 268.0, 120.25], [272.0, 108.5, 308.0, 120.25], [312.0, 108.5, 348.0, 120.25]]}]',1,1,'p. 1 ¶ 3','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d',3,'796826ade22d59451d85b1ebfa91b84227f03ade811e8cbd46c7b058d011a1dc','7:0.8 Overtime is voluntary and paid.','[{"page": 2, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25]]}]',2,2,'p. 2 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a2122d-2576-7bc1-af31-1be2413d8b8d',4,'2346e6bdfeedac0e50e0b54f9d301b2562d260a8516fc476539ae0d6e154a380','12:0.7 =SUM(A1:A9) is how the workbook counts accidents.','[{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',2,2,'p. 2 ¶ 2','["Chapter"]','prose','en','before ',' after');
CREATE TABLE suggestions (
	id VARCHAR NOT NULL, 
	pack VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	document_position INTEGER NOT NULL, 
	passage_position INTEGER NOT NULL, 
	framework VARCHAR NOT NULL, 
	criterion VARCHAR NOT NULL, 
	score DOUBLE NOT NULL, 
	status VARCHAR NOT NULL, 
	reasons JSON NOT NULL, 
	release VARCHAR NOT NULL, 
	CONSTRAINT pk_suggestions PRIMARY KEY (id), 
	CONSTRAINT ck_suggestions_score CHECK (score >= 0 and score <= 1), 
	CONSTRAINT fk_suggestions_document FOREIGN KEY(document, passage_position) REFERENCES passages (document, position) ON DELETE CASCADE, 
	CONSTRAINT fk_suggestions_pack FOREIGN KEY(pack) REFERENCES packs (id) ON DELETE CASCADE
);
INSERT INTO "suggestions" VALUES('aabeb0fed17843d2e28acea520b5984ee8d3833e22ab034419f2739cf0ce9100','01a2122d-244a-752a-8cff-7aab1c1d2c8d','01a2122d-2482-7343-93fa-4405ab920a7e',0,0,'rra-2','5',0.9,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('edeecb1b36ce44e03d8d10e0afc3822964edcd8f6220a3f5965fd7abb9ac0ddf','01a2122d-244a-752a-8cff-7aab1c1d2c8d','01a2122d-2482-7343-93fa-4405ab920a7e',0,2,'rra-2','5',0.6,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('8bc420286a837b4dadce313d5820f406dab7d28ec2fa07ad76820123f87fbcae','01a2122d-244a-752a-8cff-7aab1c1d2c8d','01a2122d-2482-7343-93fa-4405ab920a7e',0,3,'rra-2','7',0.8,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('8d2eaa8ac245c7618ea2bf774a82e9587d62e47aea4f8cc84a541ccc9942f095','01a2122d-244a-752a-8cff-7aab1c1d2c8d','01a2122d-2482-7343-93fa-4405ab920a7e',0,4,'rra-2','12',0.7,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('1e4d1df55da73d9d7d9d4c5307af0f7dbce6b985a01152ac02a5e3dc28c30bea','01a2122d-244a-752a-8cff-7aab1c1d2c8d','01a2122d-2496-7db6-a30b-9610510dd13d',1,0,'rra-2','5',0.4,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('2826f2c6e92d96e62e3a84ee34dd397377b4ddf0a7d27f055ca1c9102aed4f70','01a2122d-244a-752a-8cff-7aab1c1d2c8d','01a2122d-2496-7db6-a30b-9610510dd13d',1,1,'rra-2','7',0.3,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('a64d8ce15eaec0abb86c3bd6b528c490a85f35d10c2cc3b55345640be878b3cc','01a2122d-2551-777e-b6be-47d0142a4783','01a2122d-2576-7bc1-af31-1be2413d8b8d',0,0,'rra-2','5',0.9,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('60274ca955746180bc11de9fd49c6e2e0eeb74f59dbec7c98b182ffac32ae650','01a2122d-2551-777e-b6be-47d0142a4783','01a2122d-2576-7bc1-af31-1be2413d8b8d',0,2,'rra-2','5',0.6,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('0d34a71930fd25a139e7ad394589c137200a5c411239199f4c3478a6917f7ae6','01a2122d-2551-777e-b6be-47d0142a4783','01a2122d-2576-7bc1-af31-1be2413d8b8d',0,3,'rra-2','7',0.8,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
INSERT INTO "suggestions" VALUES('fa98a269739e7320435f4ba8bab4c42ae07f297171b80598438e85a04f53a713','01a2122d-2551-777e-b6be-47d0142a4783','01a2122d-2576-7bc1-af31-1be2413d8b8d',0,4,'rra-2','12',0.7,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1');
CREATE TABLE tokens (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	revoked_at VARCHAR, 
	CONSTRAINT pk_tokens PRIMARY KEY (id), 
	CONSTRAINT ck_tokens_role CHECK (role in ('viewer', 'analyst', 'reviewer', 'approver', 'admin')), 
	CONSTRAINT uq_tokens_sha256 UNIQUE (sha256)
);
INSERT INTO "tokens" VALUES('01a2122d-206e-7867-be05-742745544ffa','Ana Ruiz','admin','f4237c721a3d26c459d7ca7156e1031cf8ffff9e14f6ed359aa999dcafcf3ef0','2026-11-25T10:07:57Z',NULL);
INSERT INTO "tokens" VALUES('01a2122d-2546-7957-8017-c6c4fadc9413','dashboard','viewer','a8df90947a8a40910dee963100c2074710271e444dc929c185c927182b7d4d98','2026-11-25T10:07:58Z',NULL);
CREATE TABLE uploads (
	pack VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	CONSTRAINT pk_uploads PRIMARY KEY (pack, position), 
	CONSTRAINT fk_uploads_pack FOREIGN KEY(pack) REFERENCES packs (id) ON DELETE CASCADE
);
INSERT INTO "uploads" VALUES('01a2122d-244a-752a-8cff-7aab1c1d2c8d',0,'a-policy.pdf','5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c',258);
INSERT INTO "uploads" VALUES('01a2122d-244a-752a-8cff-7aab1c1d2c8d',1,'b-audit.pdf','35cb9f63ff133f1767290e3ddbbd516d2881500b64873f86119fd4b9c01e07fe',76);
INSERT INTO "uploads" VALUES('01a2122d-244a-752a-8cff-7aab1c1d2c8d',2,'c.pdf','954d1bb83d80bb6f6e746b28f0de3ec4c4ed980cfe67ed23a9159cd464ff339a',9);
INSERT INTO "uploads" VALUES('01a2122d-2551-777e-b6be-47d0142a4783',0,'a-policy.pdf','4baeed5436dd2c532859cd4781a54d504e852c70e7808eeee1ed47f00ef9c5c7',246);
CREATE INDEX ix_decisions_of_pack ON decisions (pack, sequence);
CREATE INDEX ix_decisions_of_person ON decisions (pack, who, sequence);
CREATE INDEX ix_packs_content ON packs (content);
CREATE INDEX ix_passages_first_page ON passages (document, first_page, last_page);
CREATE INDEX ix_passages_id ON passages (id);
CREATE INDEX ix_suggestions_by_criterion ON suggestions (pack, criterion);
CREATE INDEX ix_suggestions_by_document ON suggestions (document, passage_position);
CREATE INDEX ix_suggestions_by_place ON suggestions (pack, document_position, passage_position, id);
CREATE INDEX ix_suggestions_by_score ON suggestions (pack, score, id);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be changed'); END;
CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be deleted'); END;
CREATE TRIGGER decisions_follow BEFORE INSERT ON decisions
    WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM decisions)
      OR (NEW.sequence > 1 AND NEW.previous <> (SELECT hash FROM decisions ORDER BY sequence DESC LIMIT 1))
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only: an event must follow the last'); END;
COMMIT;
