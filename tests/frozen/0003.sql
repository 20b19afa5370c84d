BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE "decisions" (
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
	framework_version VARCHAR, 
	criterion_sha256 VARCHAR, 
	seat VARCHAR DEFAULT '' NOT NULL, 
	details JSON DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_decisions PRIMARY KEY (sequence), 
	CONSTRAINT uq_decisions_previous UNIQUE (previous), 
	CONSTRAINT uq_decisions_hash UNIQUE (hash), 
	CONSTRAINT uq_decisions_id UNIQUE (id), 
	CONSTRAINT ck_decisions_reason CHECK (verdict <> 'reject' or reason is not null), 
	CONSTRAINT uq_decisions_undoes UNIQUE (undoes), 
	CONSTRAINT ck_decisions_verdict CHECK (verdict in ('accept', 'reject', 'change', 'undo', 'reopen', 'note', 'doubt', 'redact', 'delete')), 
	CONSTRAINT ck_decisions_undoes CHECK ((verdict in ('undo', 'reopen')) = (undoes is not null)), 
	CONSTRAINT uq_decisions_suggestion_seat_turn UNIQUE (suggestion, seat, turn)
);
INSERT INTO "decisions" VALUES(1,'01a21250-bb58-7d29-95b1-7119be1709e6',2,'2026-11-25T10:46:50.456Z','Ana Ruiz','accept',NULL,'seen: señal 童工','01a21250-ba3b-798b-85fa-8d9eae40c4a2','ccad0dc39cea7940bdc9008a59df47451b5fab2d8be2a8e4370228f783f22c13',1,'01a21250-ba84-725c-9f79-8eea3565a4a8','rra-2','5','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "5:0.9 We employ no person under 16 years of age.", "prefix": "before ", "suffix": " after", "spans": [{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]}',NULL,'{"who": {"salt": "4058df6fba1f19381d2277e740fe4b25", "digest": "c306ca087f9a34f0feacf4a5a954640d4bdda787f35cc9efb633c02561b20bdd"}, "note": {"salt": "3cd4eeee330fdfb2044b1cfa533644bb", "digest": "715b7ec9e116fcecf07f0fa724507539d9a5d6f440f84b5069aa101e56153ede"}, "selector": {"salt": "826d78da99302bbf956675efca313cd6", "digest": "1eadc13fd09535d616f993bef50b9b4053e373805c13d61423aa5313107cce10"}}','0000000000000000000000000000000000000000000000000000000000000000','30c0d962fda412c3b6584703aecb134937ae97abf75e47cd89a953aab566ca2a','2','b59aefbb62714430e930deac4bcccc2cc9bcc398f9aea46f4f2b877ef296138e','','{"suggested": "5", "score": 0.9, "status": "commitment", "site": null}');
INSERT INTO "decisions" VALUES(2,'01a21250-bb74-78b1-88f2-edec7f102a8b',2,'2026-11-25T10:46:50.484Z','Ana Ruiz','reject','boilerplate',NULL,'01a21250-ba3b-798b-85fa-8d9eae40c4a2','59f61776ac0659eaf3643d23c043337b65223af052f5dd40828a5fc1edfd68c6',1,'01a21250-ba84-725c-9f79-8eea3565a4a8','rra-2','5','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "5:0.6 Ages are checked against identity papers.", "prefix": "before ", "suffix": " after", "spans": [{"page": 1, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25], [152.0, 108.5, 188.0, 120.25], [192.0, 108.5, 228.0, 120.25], [232.0, 108.5, 268.0, 120.25], [272.0, 108.5, 308.0, 120.25], [312.0, 108.5, 348.0, 120.25]]}]}',NULL,'{"who": {"salt": "716f4623523f1f9b73ae9933a596381b", "digest": "90fe634de331087cf67d549ee4d2496374cc30d482072b63e6d1b9af2a571f94"}, "note": {"salt": "9f598b0bcac7148011f716507f7c6276", "digest": "0ca2c13dea269f68c925a59dcdefd600e4f35913d0e2e71ec24df672ca5a6484"}, "selector": {"salt": "7747ec348546e572a22f90368564dc6d", "digest": "31e780acae75a0d5d7f13ece2e95519f908e5ea7bfeb994c76687cc4fa156fbe"}}','30c0d962fda412c3b6584703aecb134937ae97abf75e47cd89a953aab566ca2a','493a52a2a9fe47eb4c96be6bdd68356eab74c80a7b904b17f7cfb9c3bc762a6c','2','b59aefbb62714430e930deac4bcccc2cc9bcc398f9aea46f4f2b877ef296138e','','{"suggested": "5", "score": 0.6}');
INSERT INTO "decisions" VALUES(3,'01a21250-bb8c-7ce7-a6f2-89b7f3214128',2,'2026-11-25T10:46:50.508Z','Ana Ruiz','change',NULL,NULL,'01a21250-ba3b-798b-85fa-8d9eae40c4a2','fc10e677f3b45ffba8c04efe0de8555504b27a9fe962666ade2c5e4c218677eb',1,'01a21250-ba84-725c-9f79-8eea3565a4a8','rra-2','9','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "7:0.8 Overtime is voluntary and paid.", "prefix": "before ", "suffix": " after", "spans": [{"page": 2, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25]]}]}',NULL,'{"who": {"salt": "f65671691dd6b10284bc730ab38f26ee", "digest": "cf93ab39c7ba05ed6a10c5f91da0a26ae688bb666299d1f38ec17091d570b85f"}, "note": {"salt": "67eb0a9097b0873c233f7616113ab2f7", "digest": "fd80891c37076d7dc9ebc69a1a548d573e8befaa055055d81ba14c49c4eac483"}, "selector": {"salt": "eeb99aba6416997d5e648cdc7c4eda51", "digest": "1d7436818a8032398b0e2a94927a62dedfd05c66ed91b29db2210a5c90531ea4"}}','493a52a2a9fe47eb4c96be6bdd68356eab74c80a7b904b17f7cfb9c3bc762a6c','f76586fc7f48a77c282e5b70ce1ff1d5c11937d360b0e633b2f8cd2c3d9689af','2','47254f815fd3ce69a35958b8ba8cfe505faf571463e98f93ab749eb8fb13ffb9','','{"suggested": "7", "score": 0.8, "status": "commitment", "site": null}');
INSERT INTO "decisions" VALUES(4,'01a21250-bba4-76bc-9ad8-f3c7d74d0e38',2,'2026-11-25T10:46:50.532Z','Ana Ruiz','accept',NULL,NULL,'01a21250-ba3b-798b-85fa-8d9eae40c4a2','cc378123a19ed0a73450d89d0dc7b7e7017b29870b853141ab1e4e81c39a1451',1,'01a21250-ba84-725c-9f79-8eea3565a4a8','rra-2','12','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "12:0.7 =SUM(A1:A9) is how the workbook counts accidents.", "prefix": "before ", "suffix": " after", "spans": [{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]}',NULL,'{"who": {"salt": "ceac4538d0ad941a2971aa6609f69911", "digest": "6071c650426cbb2a48b8c95a56a13e505392ecb2372dab21c033b2b682598203"}, "note": {"salt": "0c1884c9de789ba23896de1d0e368114", "digest": "f344e5a755caa7f47fe03884ea2eac2ee371cdb3877944cfc6e26057f27bdb2e"}, "selector": {"salt": "2776e293a1ad306ee6c5047d9c6fb94e", "digest": "a2ed0fba02478a6d28ed7a5d8de9273d4c6976d3555310b2afc34276769709fa"}}','f76586fc7f48a77c282e5b70ce1ff1d5c11937d360b0e633b2f8cd2c3d9689af','27b672efcefaea9533499106334e331467bade7dbfc9eb2ef5ae3e6952ed954c','2','884e0fce43efe12b94a062ff2ded38b742509188d0f22f13c0fda39337bd9eb4','','{"suggested": "12", "score": 0.7, "status": "commitment", "site": null}');
INSERT INTO "decisions" VALUES(5,'01a21250-bbbd-7850-b08d-79306fd02ee3',2,'2026-11-25T10:46:50.557Z','Ana Ruiz','undo',NULL,NULL,'01a21250-ba3b-798b-85fa-8d9eae40c4a2','cc378123a19ed0a73450d89d0dc7b7e7017b29870b853141ab1e4e81c39a1451',2,'01a21250-ba84-725c-9f79-8eea3565a4a8','rra-2','12','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "12:0.7 =SUM(A1:A9) is how the workbook counts accidents.", "prefix": "before ", "suffix": " after", "spans": [{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]}','01a21250-bba4-76bc-9ad8-f3c7d74d0e38','{"who": {"salt": "144c6643befc562b47bc87b01ad87edd", "digest": "f0d5892ae51ee7285c7333dff6a681de4d69ee54c8e6f288e182474f39a689a4"}, "note": {"salt": "ae9b3a7f79019886ee92e5b5479ecd83", "digest": "eeab6c140c6db6bcd77ff1448739d7605ad30a2f2b1fbadde4c6800a10da2e5a"}, "selector": {"salt": "8da5b654d9a640e19e2ad09cdb3f05e5", "digest": "3a8dbc1d91ff354ed261d14a751e04a80db8ad85519943375fac29f151b1eced"}}','27b672efcefaea9533499106334e331467bade7dbfc9eb2ef5ae3e6952ed954c','ff7dea4eed43103675998abd133b49d3265112f1e2dd79018e784c59f4ea32f8','2','884e0fce43efe12b94a062ff2ded38b742509188d0f22f13c0fda39337bd9eb4','','{}');
INSERT INTO "decisions" VALUES(6,'01a21250-bbdb-7c2d-86fe-9e8587a69fb8',2,'2026-11-25T10:46:50.587Z','Ana Ruiz','note',NULL,'look again','01a21250-ba3b-798b-85fa-8d9eae40c4a2','ccad0dc39cea7940bdc9008a59df47451b5fab2d8be2a8e4370228f783f22c13',2,'01a21250-ba84-725c-9f79-8eea3565a4a8','rra-2','5','stand-in-1','{"document": "5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c", "quote": "5:0.9 We employ no person under 16 years of age.", "prefix": "before ", "suffix": " after", "spans": [{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]}',NULL,'{"who": {"salt": "1f8f641ffba2c383ef819e49cea59022", "digest": "a860fdd08bac438d8f755eb765ae6ce1319c7a793d35cea077d917b88ab6d096"}, "note": {"salt": "d5c44cd11ba0c6aca18f455fef73a403", "digest": "ebcc7e91529885fcb9955fbc4a803c70ac7287252edd0f16594bd60982c85c28"}, "selector": {"salt": "bb8da27276f523e7a3c56eedf0178837", "digest": "f2a8a0238b6eed1112446b8e3671bc5aadca516db412bde6e78d0b546340ffa9"}}','ff7dea4eed43103675998abd133b49d3265112f1e2dd79018e784c59f4ea32f8','6190a9423e405061b0371d6f870e6e21a445f0d9560d389bdb3bac3acde618e8','2','b59aefbb62714430e930deac4bcccc2cc9bcc398f9aea46f4f2b877ef296138e','','{}');
INSERT INTO "decisions" VALUES(7,'01a21250-bccb-7285-b191-1a9f2aa1a44a',2,'2026-11-25T10:46:50.827Z','Ana Ruiz','accept',NULL,NULL,'01a21250-bc32-7a82-bcd9-4bc7c3e0313f','5e67945dd0b522532e07dad4140aa70f2377351c7e5ac483a0167116fb638e0d',1,'01a21250-bc69-7e96-bf59-a35f17c7d0fb','rra-2','5','stand-in-1','{"document": "35cb9f63ff133f1767290e3ddbbd516d2881500b64873f86119fd4b9c01e07fe", "quote": "", "prefix": "", "suffix": "", "spans": [], "redacted": true}',NULL,'{"who": {"salt": "e6a94ae2e343989412a9f6d2e079c5c7", "digest": "85c1959abd05d7099733eb2228e457e142e06975c1d3af0388c97f94daf7a206"}, "note": {"salt": "", "digest": "881e6c6f6590e9c26dca33a43019c448b764e5352bce5593fb78dc6bbbc46732"}, "selector": {"salt": "", "digest": "06e30452f872a67a41797753fdf9236890148f555e3cf350b66b55c379a97e91"}}','6190a9423e405061b0371d6f870e6e21a445f0d9560d389bdb3bac3acde618e8','dede48082d482418edc4bbf39e0c566137c40da30da4ebcbf867d521dfa69068','2','b59aefbb62714430e930deac4bcccc2cc9bcc398f9aea46f4f2b877ef296138e','','{"suggested": "5", "score": 0.4, "status": "commitment", "site": null}');
INSERT INTO "decisions" VALUES(8,'01a21250-bce8-728d-945b-67e291b284ec',2,'2026-11-25T10:46:50.856Z','Ana Ruiz','delete',NULL,'over','01a21250-bc32-7a82-bcd9-4bc7c3e0313f','01a21250-bc32-7a82-bcd9-4bc7c3e0313f',1,'','','','','{"document": "", "quote": "", "prefix": "", "suffix": "", "spans": []}',NULL,'{"who": {"salt": "72e7465fd299e8fde9aa8fbb6b11f7fa", "digest": "4c9acd1b10a44d50b1ffdddd9246f94a2df21bc0d6c0e9388c02cba94414e3fd"}, "note": {"salt": "efb6b5c1f893a6e04da9827440cf1edc", "digest": "9bca7959b8c9600403bf34e28f97c7f2312feda5e5864e497d5e7b42e7ac3372"}, "selector": {"salt": "03c44db8924c96784e1bc861431dc520", "digest": "1040c20e12c496154d84875828d4d0b60c360f03eeb86366c2cd4bd1343161cd"}}','dede48082d482418edc4bbf39e0c566137c40da30da4ebcbf867d521dfa69068','cac4ad81a7e202e5b1cea56dd36ea8b6f1db3744ed61c7ecadb7e1c4f5d4a522',NULL,NULL,'','{"blots": [{"fields": ["note", "selector"], "events": [[7, 7]]}]}');
INSERT INTO "decisions" VALUES(9,'01a21250-bd7e-7711-8d20-985916d36a65',2,'2026-11-25T10:46:51.006Z','Ana Ruiz','accept',NULL,NULL,'01a21250-bd01-7749-b3bc-362af08e08bf','e7b917296f65c6c8e5bacd5c82908514948ff44463e6c0189f8d82d665b536c2',1,'01a21250-bd35-72e2-90b5-5c6ca399e03c','rra-2','5','stand-in-1','{"document": "4baeed5436dd2c532859cd4781a54d504e852c70e7808eeee1ed47f00ef9c5c7", "quote": "5:0.9 We employ no person under 16 years of age.", "prefix": "before ", "suffix": " after", "spans": [{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]}',NULL,'{"who": {"salt": "a43a77afb09e3fe4a6312593b288a7c2", "digest": "9fd2dc3dd135d4ffae589d664503a0d9d3e121f957df3144a094c41dcc42f6e7"}, "note": {"salt": "4ebae376f8942ba40fde5f09080dab32", "digest": "7b23879401e4713804f59c736788d81e9d3faa0d60c12992d498c112bb82ae94"}, "selector": {"salt": "17c4ab812bb0b704986c8ce9130a0d7a", "digest": "b87b476075baf8fb0e209198e438eccdf3a0935876389e0189c56f767e6ca6d0"}}','cac4ad81a7e202e5b1cea56dd36ea8b6f1db3744ed61c7ecadb7e1c4f5d4a522','e5d4f87b7b98441bb973debaad4eb0f34eda62b4f9665aa94d548b9ecb733300','2','b59aefbb62714430e930deac4bcccc2cc9bcc398f9aea46f4f2b877ef296138e','','{"suggested": "5", "score": 0.9, "status": "commitment", "site": null}');
CREATE TABLE "documents" (
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
	series VARCHAR DEFAULT '' NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	effective VARCHAR, 
	received VARCHAR DEFAULT '' NOT NULL, 
	expiry VARCHAR, 
	site VARCHAR, 
	stale BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (id), 
	CONSTRAINT fk_documents_pack FOREIGN KEY(pack) REFERENCES packs (id) ON DELETE CASCADE, 
	CONSTRAINT uq_documents_pack_position UNIQUE (pack, position)
);
INSERT INTO "documents" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8','01a21250-ba3b-798b-85fa-8d9eae40c4a2',0,'5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c','a-policy.pdf','application/pdf',258,'en',2,1,NULL,NULL,NULL,'01a21250-ba84-725c-9f79-8eea3565a4a8',1,NULL,'2026-11-25',NULL,NULL,0);
INSERT INTO "documents" VALUES('01a21250-babd-779a-8186-601690fefc83','01a21250-ba3b-798b-85fa-8d9eae40c4a2',1,'35cb9f63ff133f1767290e3ddbbd516d2881500b64873f86119fd4b9c01e07fe','b-audit.pdf','application/pdf',76,'en',1,1,NULL,NULL,NULL,'01a21250-babd-779a-8186-601690fefc83',1,NULL,'2026-11-25',NULL,NULL,0);
INSERT INTO "documents" VALUES('01a21250-badd-7fab-b446-09aaeb562f53','01a21250-ba3b-798b-85fa-8d9eae40c4a2',2,'954d1bb83d80bb6f6e746b28f0de3ec4c4ed980cfe67ed23a9159cd464ff339a','c.pdf',NULL,9,'und',0,0,'encrypted','The document is protected by a password.','Give its password with --password, or ask the supplier for an open copy.','01a21250-badd-7fab-b446-09aaeb562f53',1,NULL,'2026-11-25',NULL,NULL,0);
INSERT INTO "documents" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c','01a21250-bd01-7749-b3bc-362af08e08bf',0,'4baeed5436dd2c532859cd4781a54d504e852c70e7808eeee1ed47f00ef9c5c7','a-policy.pdf','application/pdf',246,'en',2,2,NULL,NULL,NULL,'01a21250-bd35-72e2-90b5-5c6ca399e03c',1,NULL,'2026-11-25',NULL,NULL,0);
CREATE TABLE "packs" (
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
	supplier VARCHAR, 
	retain_until VARCHAR, 
	worker VARCHAR, 
	leased_until DOUBLE DEFAULT '0' NOT NULL, 
	cancel_requested BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_packs PRIMARY KEY (id), 
	CONSTRAINT ck_packs_state CHECK (state in ('received', 'reading', 'suggesting', 'ready', 'failed', 'cancelled')), 
	CONSTRAINT fk_packs_supplier FOREIGN KEY(supplier) REFERENCES suppliers (id) ON DELETE RESTRICT
);
INSERT INTO "packs" VALUES('01a21250-ba3b-798b-85fa-8d9eae40c4a2','Copper smelter','rra-2','ready','3c4b880f9df3b767f6612d5047fb118ed099aeb84d6de285300e5076439ac749','2026-11-25T10:46:50Z','Ana Ruiz',0,1.79560361020948839184e+09,3,3,343,343,0,NULL,NULL,NULL,'01a21250-bbee-7db2-aaba-f141b1294fdf',NULL,'vm/4403/1795603606/a549dd4f',0.0,0);
INSERT INTO "packs" VALUES('01a21250-bd01-7749-b3bc-362af08e08bf','Second','rra-2','ready','ecdfd51cf2aac8a1d57774540820859bf97820235de2ddee5b8b303049af22ee','2026-11-25T10:46:50Z','Ana Ruiz',0,1.79560361090503311154e+09,1,1,246,246,0,NULL,NULL,NULL,NULL,NULL,'vm/4403/1795603606/a549dd4f',0.0,0);
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
INSERT INTO "pages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',1,'text','[]',595.0,842.0,25,NULL,NULL,NULL);
INSERT INTO "pages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',2,'failed','["pictures"]',595.0,842.0,16,'page_failed','The page could not be read.','Look at the page by eye; the other pages of the document were read.');
INSERT INTO "pages" VALUES('01a21250-babd-779a-8186-601690fefc83',1,'text','[]',595.0,842.0,14,NULL,NULL,NULL);
INSERT INTO "pages" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c',1,'text','[]',595.0,842.0,25,NULL,NULL,NULL);
INSERT INTO "pages" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c',2,'text','[]',595.0,842.0,14,NULL,NULL,NULL);
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
INSERT INTO "passages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',0,'320b5cdedc7c04c5517e33b36d3981c29cea42467c5bc371ad629243d77b0cb4','5:0.9 We employ no person under 16 years of age.','[{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]',1,1,'p. 1 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',1,'28ff0771b86865520949c91edbcd787267400501c43cd5427653b79310a81c7d','An introduction that speaks of nothing in particular.','[{"page": 1, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',1,1,'p. 1 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',2,'4d268225157b8cbf740d839f62c63e052a7b6418dc1156dda4079fcd17f41512','5:0.6 Ages are checked against identity papers.','[{"page": 1, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25], [152.0, 108.5, 188.0, 120.25], [192.0, 108.5, 228.0, 120.25], [232.0, 108.5, 268.0, 120.25], [272.0, 108.5, 308.0, 120.25], [312.0, 108.5, 348.0, 120.25]]}]',1,1,'p. 1 ¶ 3','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',3,'c14d796a0332cf808fb882488f9fffa04e2dd431f07d47dc9e83902db7c14f95','7:0.8 Overtime is voluntary and paid.','[{"page": 2, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25]]}]',2,2,'p. 2 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',4,'714a43ed564fe5987a6e71f273a7d2204aa9d025f993cc55bc0e37eedadac2fd','12:0.7 =SUM(A1:A9) is how the workbook counts accidents.','[{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',2,2,'p. 2 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-ba84-725c-9f79-8eea3565a4a8',5,'4837a9f87d9b83bd58aedef64375f74ef4b87201ada348e6f400ce70f23f1526',' unread page','[{"page": 2, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25]]}]',2,2,'p. 2 ¶ 3','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-babd-779a-8186-601690fefc83',0,'141ea3181f823e29bbbe06f13c7ec0298a59d9290d154b251de0d71db37bd6a8','5:0.4 The auditor found no child at work.','[{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25]]}]',1,1,'p. 1 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-babd-779a-8186-601690fefc83',1,'8faeb771bb44409c264fea3acc98c7548ffc87bf1843a538443d99459269f7a0','7:0.3 Two pay slips were missing.','[{"page": 1, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25]]}]',1,1,'p. 1 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c',0,'b98f8dd2d57da9df186e10980d300ac0163a14debc57260508cd2ce1a95af67d','5:0.9 We employ no person under 16 years of age.','[{"page": 1, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25], [312.0, 80.5, 348.0, 92.25], [352.0, 80.5, 388.0, 92.25], [392.0, 80.5, 428.0, 92.25], [432.0, 80.5, 468.0, 92.25]]}]',1,1,'p. 1 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c',1,'3dfa2bae56e429ae8c0b5e312cf7126f1a8b7642750670cf1849b392ccc96994','An introduction that speaks of nothing in particular.','[{"page": 1, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',1,1,'p. 1 ¶ 2','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c',2,'5c70e1346162bb9ca607ad1b20e50ef2ac2a9e8f0cc80720febaf56ce6f5e276','5:0.6 Ages are checked against identity papers.','[{"page": 1, "boxes": [[72.0, 108.5, 108.0, 120.25], [112.0, 108.5, 148.0, 120.25], [152.0, 108.5, 188.0, 120.25], [192.0, 108.5, 228.0, 120.25], [232.0, 108.5, 268.0, 120.25], [272.0, 108.5, 308.0, 120.25], [312.0, 108.5, 348.0, 120.25]]}]',1,1,'p. 1 ¶ 3','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c',3,'796826ade22d59451d85b1ebfa91b84227f03ade811e8cbd46c7b058d011a1dc','7:0.8 Overtime is voluntary and paid.','[{"page": 2, "boxes": [[72.0, 80.5, 108.0, 92.25], [112.0, 80.5, 148.0, 92.25], [152.0, 80.5, 188.0, 92.25], [192.0, 80.5, 228.0, 92.25], [232.0, 80.5, 268.0, 92.25], [272.0, 80.5, 308.0, 92.25]]}]',2,2,'p. 2 ¶ 1','["Chapter"]','prose','en','before ',' after');
INSERT INTO "passages" VALUES('01a21250-bd35-72e2-90b5-5c6ca399e03c',4,'2346e6bdfeedac0e50e0b54f9d301b2562d260a8516fc476539ae0d6e154a380','12:0.7 =SUM(A1:A9) is how the workbook counts accidents.','[{"page": 2, "boxes": [[72.0, 94.5, 108.0, 106.25], [112.0, 94.5, 148.0, 106.25], [152.0, 94.5, 188.0, 106.25], [192.0, 94.5, 228.0, 106.25], [232.0, 94.5, 268.0, 106.25], [272.0, 94.5, 308.0, 106.25], [312.0, 94.5, 348.0, 106.25], [352.0, 94.5, 388.0, 106.25]]}]',2,2,'p. 2 ¶ 2','["Chapter"]','prose','en','before ',' after');
CREATE TABLE sites (
	id VARCHAR NOT NULL, 
	supplier VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	metals JSON NOT NULL, 
	CONSTRAINT pk_sites PRIMARY KEY (id), 
	CONSTRAINT ck_sites_role CHECK (role in ('mine', 'smelter', 'refiner', 'fabricator', 'trader')), 
	CONSTRAINT fk_sites_supplier FOREIGN KEY(supplier) REFERENCES suppliers (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sites_supplier_name UNIQUE (supplier, name)
);
INSERT INTO "sites" VALUES('01a21250-bbff-7851-8f59-dd153d61814f','01a21250-bbee-7db2-aaba-f141b1294fdf','Kitwe','','smelter','[]');
CREATE TABLE "suggestions" (
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
	margin DOUBLE DEFAULT '0' NOT NULL, 
	origin VARCHAR DEFAULT 'model' NOT NULL, 
	language VARCHAR DEFAULT 'und' NOT NULL, 
	likeness VARCHAR DEFAULT '' NOT NULL, 
	anchor VARCHAR DEFAULT 'exact' NOT NULL, 
	guessed_site VARCHAR, 
	site VARCHAR, 
	assignee VARCHAR, 
	state VARCHAR DEFAULT 'open' NOT NULL, 
	standing_criterion VARCHAR DEFAULT '' NOT NULL, 
	standing_status VARCHAR DEFAULT '' NOT NULL, 
	decision INTEGER, 
	decided_by VARCHAR, 
	CONSTRAINT pk_suggestions PRIMARY KEY (id), 
	CONSTRAINT ck_suggestions_score CHECK (score >= 0 and score <= 1), 
	CONSTRAINT fk_suggestions_pack FOREIGN KEY(pack) REFERENCES packs (id) ON DELETE CASCADE, 
	CONSTRAINT fk_suggestions_document FOREIGN KEY(document, passage_position) REFERENCES passages (document, position) ON DELETE CASCADE, 
	CONSTRAINT ck_suggestions_state CHECK (state in ('open', 'accepted', 'rejected'))
);
INSERT INTO "suggestions" VALUES('ccad0dc39cea7940bdc9008a59df47451b5fab2d8be2a8e4370228f783f22c13','01a21250-ba3b-798b-85fa-8d9eae40c4a2','01a21250-ba84-725c-9f79-8eea3565a4a8',0,0,'rra-2','5',0.9,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',0.4,'model','en','3f1c3a78422f49b3293465b0a5cc29abd77b5fb688ae718ffc18785c2ca0c04d','exact',NULL,NULL,NULL,'accepted','5','commitment',1,'Ana Ruiz');
INSERT INTO "suggestions" VALUES('59f61776ac0659eaf3643d23c043337b65223af052f5dd40828a5fc1edfd68c6','01a21250-ba3b-798b-85fa-8d9eae40c4a2','01a21250-ba84-725c-9f79-8eea3565a4a8',0,2,'rra-2','5',0.6,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',9.99999999999999777955e-02,'model','en','59f4805b09b539d8871abe4a30f216393e57638f8fa7cb119f8e2e013b15789d','exact',NULL,NULL,NULL,'rejected','5','commitment',2,'Ana Ruiz');
INSERT INTO "suggestions" VALUES('fc10e677f3b45ffba8c04efe0de8555504b27a9fe962666ade2c5e4c218677eb','01a21250-ba3b-798b-85fa-8d9eae40c4a2','01a21250-ba84-725c-9f79-8eea3565a4a8',0,3,'rra-2','7',0.8,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',3.00000000000000044408e-01,'model','en','c24e2c9c945bb67d244619d8e263104d5e4c81978053c9030e046930214415cd','exact',NULL,NULL,NULL,'accepted','9','commitment',3,'Ana Ruiz');
INSERT INTO "suggestions" VALUES('cc378123a19ed0a73450d89d0dc7b7e7017b29870b853141ab1e4e81c39a1451','01a21250-ba3b-798b-85fa-8d9eae40c4a2','01a21250-ba84-725c-9f79-8eea3565a4a8',0,4,'rra-2','12',0.7,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',1.99999999999999955591e-01,'model','en','2dcd96a0fe0b1572e756ebb1b2f2dd4b077143ae44b3751bb463588787078089','exact',NULL,NULL,NULL,'open','12','commitment',NULL,NULL);
INSERT INTO "suggestions" VALUES('5fa8c66c5e2fbb05e60ab4ec58f54e6bae2cd1d74ac8093e19783400cbb3006c','01a21250-ba3b-798b-85fa-8d9eae40c4a2','01a21250-babd-779a-8186-601690fefc83',1,0,'rra-2','5',0.4,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',9.99999999999999777955e-02,'model','en','bc1a593b9577b548b8193bedfa6685e74701d3125c724d559a5a66480330040e','exact',NULL,NULL,NULL,'open','5','commitment',NULL,NULL);
INSERT INTO "suggestions" VALUES('8e5f03abf2953d08745f801f7b487b25b6effbec9babf1c43db46c7b8171a82d','01a21250-ba3b-798b-85fa-8d9eae40c4a2','01a21250-babd-779a-8186-601690fefc83',1,1,'rra-2','7',0.3,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',0.2,'model','en','8edd6343f1a19f50263fe379fdc93407f6a4dc38d23a0b02d40495ada9ce4d80','exact',NULL,NULL,NULL,'open','7','commitment',NULL,NULL);
INSERT INTO "suggestions" VALUES('e7b917296f65c6c8e5bacd5c82908514948ff44463e6c0189f8d82d665b536c2','01a21250-bd01-7749-b3bc-362af08e08bf','01a21250-bd35-72e2-90b5-5c6ca399e03c',0,0,'rra-2','5',0.9,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',0.4,'model','en','3f1c3a78422f49b3293465b0a5cc29abd77b5fb688ae718ffc18785c2ca0c04d','exact',NULL,NULL,NULL,'accepted','5','commitment',9,'Ana Ruiz');
INSERT INTO "suggestions" VALUES('d54c150706f76081dfe99e240f925fb600a0c5534815bc454efa5b2223985932','01a21250-bd01-7749-b3bc-362af08e08bf','01a21250-bd35-72e2-90b5-5c6ca399e03c',0,2,'rra-2','5',0.6,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',9.99999999999999777955e-02,'model','en','59f4805b09b539d8871abe4a30f216393e57638f8fa7cb119f8e2e013b15789d','exact',NULL,NULL,NULL,'open','5','commitment',NULL,NULL);
INSERT INTO "suggestions" VALUES('f0a782999ce314440577d47da48238f0ea48674ddd9c8b63207c6dda84d3f4dd','01a21250-bd01-7749-b3bc-362af08e08bf','01a21250-bd35-72e2-90b5-5c6ca399e03c',0,3,'rra-2','7',0.8,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',3.00000000000000044408e-01,'model','en','c24e2c9c945bb67d244619d8e263104d5e4c81978053c9030e046930214415cd','exact',NULL,NULL,NULL,'open','7','commitment',NULL,NULL);
INSERT INTO "suggestions" VALUES('6350baf8458b36f87c6e9f6656b772af3d858a3b2e65fff0b8fd5a08399b136b','01a21250-bd01-7749-b3bc-362af08e08bf','01a21250-bd35-72e2-90b5-5c6ca399e03c',0,4,'rra-2','12',0.7,'commitment','[{"kind": "term", "text": "term", "weight": 0.5}]','stand-in-1',1.99999999999999955591e-01,'model','en','2dcd96a0fe0b1572e756ebb1b2f2dd4b077143ae44b3751bb463588787078089','exact',NULL,NULL,NULL,'open','12','commitment',NULL,NULL);
CREATE TABLE suppliers (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	created_by VARCHAR NOT NULL, 
	CONSTRAINT pk_suppliers PRIMARY KEY (id), 
	CONSTRAINT uq_suppliers_name UNIQUE (name)
);
INSERT INTO "suppliers" VALUES('01a21250-bbee-7db2-aaba-f141b1294fdf','Copper Works','2026-11-25T10:46:50Z','Ana Ruiz');
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
INSERT INTO "tokens" VALUES('01a21250-b9ba-7aa5-a469-a4cbf40c531a','Ana Ruiz','admin','789d8c78bf27d03644622b3dd58a2c922c5af7a5273e89b3117d02c90d641386','2026-11-25T10:46:50Z',NULL);
INSERT INTO "tokens" VALUES('01a21250-bbca-7d17-aa90-151ba3d4e1a7','dashboard','viewer','ae87f80ff5a3380e61e9a307fe7dafc8e4bb4886c23e0a474f542cbcbad62627','2026-11-25T10:46:50Z',NULL);
CREATE TABLE uploads (
	pack VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	CONSTRAINT pk_uploads PRIMARY KEY (pack, position), 
	CONSTRAINT fk_uploads_pack FOREIGN KEY(pack) REFERENCES packs (id) ON DELETE CASCADE
);
INSERT INTO "uploads" VALUES('01a21250-ba3b-798b-85fa-8d9eae40c4a2',0,'a-policy.pdf','5648239ca685e8acefe88a6bc069cc331bf4fa11bef980e1c63d4457da75102c',258);
INSERT INTO "uploads" VALUES('01a21250-ba3b-798b-85fa-8d9eae40c4a2',1,'b-audit.pdf','35cb9f63ff133f1767290e3ddbbd516d2881500b64873f86119fd4b9c01e07fe',76);
INSERT INTO "uploads" VALUES('01a21250-ba3b-798b-85fa-8d9eae40c4a2',2,'c.pdf','954d1bb83d80bb6f6e746b28f0de3ec4c4ed980cfe67ed23a9159cd464ff339a',9);
INSERT INTO "uploads" VALUES('01a21250-bd01-7749-b3bc-362af08e08bf',0,'a-policy.pdf','4baeed5436dd2c532859cd4781a54d504e852c70e7808eeee1ed47f00ef9c5c7',246);
CREATE INDEX ix_passages_first_page ON passages (document, first_page, last_page);
CREATE INDEX ix_passages_id ON passages (id);
CREATE INDEX ix_packs_content ON packs (content);
CREATE INDEX ix_packs_supplier ON packs (supplier);
CREATE INDEX ix_documents_series ON documents (series, version);
CREATE INDEX ix_suggestions_by_document ON suggestions (document, passage_position);
CREATE INDEX ix_suggestions_by_score ON suggestions (pack, score, id);
CREATE INDEX ix_suggestions_by_place ON suggestions (pack, document_position, passage_position, id);
CREATE INDEX ix_suggestions_by_state_score ON suggestions (pack, state, score, id);
CREATE INDEX ix_suggestions_by_state_margin ON suggestions (pack, state, margin, id);
CREATE INDEX ix_suggestions_by_state_place ON suggestions (pack, state, document_position, passage_position, id);
CREATE INDEX ix_suggestions_by_criterion ON suggestions (pack, standing_criterion, state, score, id);
CREATE INDEX ix_suggestions_by_likeness ON suggestions (pack, likeness);
CREATE INDEX ix_decisions_of_pack ON decisions (pack, sequence);
CREATE INDEX ix_decisions_of_person ON decisions (pack, who, sequence);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions WHEN NOT (NEW.sequence IS OLD.sequence AND NEW.id IS OLD.id AND NEW.schema_version IS OLD.schema_version AND NEW.at IS OLD.at AND NEW.verdict IS OLD.verdict AND NEW.reason IS OLD.reason AND NEW.pack IS OLD.pack AND NEW.suggestion IS OLD.suggestion AND NEW.seat IS OLD.seat AND NEW.turn IS OLD.turn AND NEW.document IS OLD.document AND NEW.framework IS OLD.framework AND NEW.criterion IS OLD.criterion AND NEW.framework_version IS OLD.framework_version AND NEW.criterion_sha256 IS OLD.criterion_sha256 AND NEW.release IS OLD.release AND NEW.undoes IS OLD.undoes AND NEW.previous IS OLD.previous AND NEW.hash IS OLD.hash AND NEW.details IS OLD.details AND json_extract(NEW.seals, '$.who.digest') IS json_extract(OLD.seals, '$.who.digest') AND ((NEW.who IS OLD.who AND json_extract(NEW.seals, '$.who') = json_extract(OLD.seals, '$.who')) OR (json_extract(NEW.seals, '$.who.salt') = '' AND NEW.who = '[redacted]')) AND json_extract(NEW.seals, '$.note.digest') IS json_extract(OLD.seals, '$.note.digest') AND ((NEW.note IS OLD.note AND json_extract(NEW.seals, '$.note') = json_extract(OLD.seals, '$.note')) OR (json_extract(NEW.seals, '$.note.salt') = '' AND NEW.note IS NULL)) AND json_extract(NEW.seals, '$.selector.digest') IS json_extract(OLD.seals, '$.selector.digest') AND ((NEW.selector IS OLD.selector AND json_extract(NEW.seals, '$.selector') = json_extract(OLD.seals, '$.selector')) OR (json_extract(NEW.seals, '$.selector.salt') = '' AND json_extract(NEW.selector, '$.redacted') = 1 AND json_extract(NEW.selector, '$.quote') = '')))
        BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be changed'); END;
CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: no event may be deleted'); END;
CREATE TRIGGER decisions_follow BEFORE INSERT ON decisions
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM decisions)
  OR (NEW.sequence > 1 AND NEW.previous <> (SELECT hash FROM decisions ORDER BY sequence DESC LIMIT 1))
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: an event must follow the last'); END;
COMMIT;
