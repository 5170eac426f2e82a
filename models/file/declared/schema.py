# ruff: noqa: E501
"""The schema as numbered steps of plain SQL; a released step is never edited, only followed by another.

`STEPS[n]` brings a book from user_version n to n + 1. Content tables are declared in `tables`; `meta`, `keeper_secret`,
`op`, `change` and `checkpoint` are no content. Points and figures are TEXT in canonical decimal form ("8.5", "1234"), dates are
TEXT "YYYY-MM-DD", yes/no is INTEGER 0/1.
"""

from __future__ import annotations

STEP_1 = """
-- Facts about the file itself: its id for life, who made it, the custody it is in. Not content.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- The journal: one op per act, one change per row touched; only changed columns are written, so a year stays small.
CREATE TABLE op (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, facts TEXT NOT NULL,
  person TEXT NOT NULL, at TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE change (op INTEGER NOT NULL REFERENCES op(seq), n INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL,
  before TEXT, after TEXT, PRIMARY KEY (op, n)) STRICT;
-- A point from which replay may start: the digest of every content table after that op.
CREATE TABLE checkpoint (op INTEGER PRIMARY KEY REFERENCES op(seq), digests TEXT NOT NULL) STRICT;

-- The bloc and how it calls itself (language: head, deputy, tellers, spelling).
CREATE TABLE bloc (key TEXT PRIMARY KEY CHECK (key = 'bloc'), name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'khoi' CHECK (kind IN ('khoi','cum')), head_term TEXT NOT NULL DEFAULT 'Trưởng khối',
  deputy_term TEXT NOT NULL DEFAULT 'Phó Trưởng khối', tellers_term TEXT NOT NULL DEFAULT 'Ban kiểm phiếu',
  collected_term TEXT NOT NULL DEFAULT 'Số phiếu thu về', spelling TEXT NOT NULL DEFAULT 'ủy' CHECK (spelling IN ('ủy','uỷ')),
  place TEXT, parent_body TEXT, standing_body TEXT, established_by TEXT) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY, value_json TEXT NOT NULL) STRICT;

-- Who sits at the keyboard: later acts must know that two people are two. The password's scrypt hash is no content.
CREATE TABLE keeper (key TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT REFERENCES unit(key), ended_on TEXT) STRICT;
CREATE TABLE keeper_secret (keeper TEXT PRIMARY KEY REFERENCES keeper(key), salt TEXT NOT NULL, hash TEXT NOT NULL,
  n INTEGER NOT NULL, r INTEGER NOT NULL, p INTEGER NOT NULL) STRICT;

-- A unit is an identity; what it is called and what it is are dated rows, because a print takes those valid on its date.
CREATE TABLE unit (key TEXT PRIMARY KEY, active_from TEXT, active_to TEXT, note TEXT) STRICT;
CREATE TABLE unit_row (unit TEXT NOT NULL REFERENCES unit(key), from_date TEXT NOT NULL, name TEXT NOT NULL, short_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('state','party','front','mass_organisation','youth_union','central_vertical','commune','armed_forces','enterprise')),
  family TEXT CHECK (family IN ('state','party','front','youth')), parent_body TEXT, symbol TEXT, place TEXT, address TEXT, decision TEXT,
  PRIMARY KEY (unit, from_date)) STRICT;
CREATE TABLE person (key TEXT PRIMARY KEY, name TEXT NOT NULL, birth_year INTEGER, gender TEXT, note TEXT) STRICT;
CREATE TABLE post (key TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person(key), unit TEXT NOT NULL REFERENCES unit(key),
  role TEXT NOT NULL CHECK (role IN ('head','deputy','officer','member')), title TEXT NOT NULL DEFAULT '', phone TEXT, email TEXT,
  from_date TEXT, to_date TEXT, decision TEXT) STRICT;
-- Renamed, merged, split, dissolved: history must be traceable through the change.
CREATE TABLE lineage (key TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('rename','merge','split','dissolve')), date TEXT NOT NULL,
  decision TEXT, note TEXT) STRICT;
CREATE TABLE lineage_unit (event TEXT NOT NULL REFERENCES lineage(key), side TEXT NOT NULL CHECK (side IN ('from','to')),
  unit TEXT NOT NULL REFERENCES unit(key), PRIMARY KEY (event, side, unit)) STRICT;

-- An adopted revision of a regulation is immutable; amending makes a new one that supersedes it.
CREATE TABLE regulation (key TEXT PRIMARY KEY, name TEXT NOT NULL, number TEXT, issued_on TEXT, issued_by TEXT, valid_from TEXT, valid_to TEXT,
  source TEXT, revision INTEGER NOT NULL DEFAULT 1, supersedes TEXT REFERENCES regulation(key), adopted_on TEXT, reason TEXT, document TEXT,
  unverified INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE rule (regulation TEXT NOT NULL REFERENCES regulation(key), key TEXT NOT NULL, kind TEXT NOT NULL, scope TEXT,
  valid_from TEXT, valid_to TEXT, cite TEXT NOT NULL, quote TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0,
  unverified INTEGER NOT NULL DEFAULT 0, spec_json TEXT NOT NULL, PRIMARY KEY (regulation, key)) STRICT;

-- A scoring form: rows, not one document, so that an edit of one item is one small change.
CREATE TABLE form (key TEXT PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, based_on TEXT REFERENCES form(key),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','adopted')), dated TEXT, document TEXT, source TEXT, stated_total TEXT,
  spec_json TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE TABLE form_node (form TEXT NOT NULL REFERENCES form(key), key TEXT NOT NULL, parent TEXT, position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('group','item')), code TEXT NOT NULL DEFAULT '', title TEXT NOT NULL, max TEXT,
  scorer TEXT, evidence TEXT, rule_text TEXT, spec_json TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (form, key)) STRICT;

CREATE TABLE bloc_year (year INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open','closed','handed-over')),
  regulation TEXT REFERENCES regulation(key), roster_confirmed_on TEXT, note TEXT) STRICT;
-- Supervising leader, standing body's people, secretary of that year.
CREATE TABLE year_role (year INTEGER NOT NULL REFERENCES bloc_year(year), role TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
  title TEXT, PRIMARY KEY (year, role, position)) STRICT;
CREATE TABLE membership (year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key), position INTEGER NOT NULL,
  from_date TEXT, to_date TEXT, unit_group TEXT NOT NULL DEFAULT '', joined_by TEXT, left_by TEXT, note TEXT, PRIMARY KEY (year, unit)) STRICT;
-- Who led before this book, or leads next, is known without opening that year: `year` need not be a bloc_year.
CREATE TABLE term (key TEXT PRIMARY KEY, year INTEGER NOT NULL, unit TEXT NOT NULL REFERENCES unit(key),
  role TEXT NOT NULL CHECK (role IN ('head','deputy')), rank INTEGER NOT NULL DEFAULT 1, person TEXT REFERENCES person(key),
  basis TEXT NOT NULL CHECK (basis IN ('elected','introduced','proposed','approved','appointed','carried-over','acting')),
  status TEXT NOT NULL DEFAULT 'approved' CHECK (status IN ('proposed','approved','acting','ended')), decision TEXT, decided_on TEXT,
  from_date TEXT, to_date TEXT, deviation TEXT) STRICT;
CREATE TABLE deadline (year INTEGER NOT NULL REFERENCES bloc_year(year), key TEXT NOT NULL, name TEXT NOT NULL, due_on TEXT NOT NULL,
  stage TEXT, item TEXT, consequence TEXT, cite TEXT, PRIMARY KEY (year, key)) STRICT;
CREATE TABLE veto (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key), kind TEXT NOT NULL,
  date TEXT, document TEXT, confirmed_by TEXT, effect TEXT, relief TEXT, relief_by TEXT, relief_document TEXT) STRICT;
-- One table for every answer a rule could not give: ties, gaps, reliefs, overrides, inheritance, reopening.
CREATE TABLE decision (key TEXT PRIMARY KEY, year INTEGER, question TEXT NOT NULL, subject TEXT NOT NULL DEFAULT '', rule TEXT, choice_json TEXT NOT NULL,
  reason TEXT NOT NULL, body TEXT, document TEXT, date TEXT, recorder TEXT, facts_digest TEXT, confirmed_digest TEXT,
  supersedes TEXT REFERENCES decision(key)) STRICT;

CREATE TABLE year_form (year INTEGER NOT NULL REFERENCES bloc_year(year), unit_group TEXT NOT NULL DEFAULT '', form TEXT NOT NULL REFERENCES form(key),
  PRIMARY KEY (year, unit_group)) STRICT;
CREATE TABLE period (year INTEGER NOT NULL REFERENCES bloc_year(year), key TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
  from_date TEXT, to_date TEXT, PRIMARY KEY (year, key)) STRICT;
-- Stages are the bloc's choice and order. `counts`: stated (the paper's numbers), caps (clipped by the form's caps), rule (only what the rule gives).
CREATE TABLE stage (year INTEGER NOT NULL REFERENCES bloc_year(year), key TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
  holds TEXT NOT NULL DEFAULT 'items' CHECK (holds IN ('items','groups','total')), counts TEXT NOT NULL DEFAULT 'rule' CHECK (counts IN ('stated','caps','rule')),
  scorer TEXT, PRIMARY KEY (year, key)) STRICT;
CREATE TABLE sheet (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), period TEXT NOT NULL, unit TEXT NOT NULL REFERENCES unit(key),
  stage TEXT NOT NULL, form TEXT NOT NULL REFERENCES form(key), state TEXT NOT NULL DEFAULT 'empty'
  CHECK (state IN ('empty','entering','complete','confirmed','locked')), received_on TEXT, received_as TEXT, entered_by TEXT, confirmed_by TEXT,
  confirmed_on TEXT, stated_total TEXT, sum_error_accepted INTEGER NOT NULL DEFAULT 0, note TEXT, UNIQUE (year, period, unit, stage)) STRICT;
-- One cell: what the paper states (points by part, JSON), the inputs of its rule (JSON), or "không giao".
CREATE TABLE cell (sheet TEXT NOT NULL REFERENCES sheet(key), node TEXT NOT NULL, stated_json TEXT, inputs_json TEXT, estimated_json TEXT,
  not_assigned INTEGER NOT NULL DEFAULT 0, note TEXT, explanation TEXT, place TEXT, PRIMARY KEY (sheet, node)) STRICT;
-- Second keying: kept beside the first until settled; read only through its own person.
CREATE TABLE keying (sheet TEXT NOT NULL REFERENCES sheet(key), by TEXT NOT NULL REFERENCES keeper(key), state TEXT NOT NULL DEFAULT 'entering'
  CHECK (state IN ('entering','complete','settled')), stated_total TEXT, PRIMARY KEY (sheet, by)) STRICT;
CREATE TABLE keying_cell (sheet TEXT NOT NULL, by TEXT NOT NULL, node TEXT NOT NULL, stated_json TEXT, inputs_json TEXT,
  not_assigned INTEGER NOT NULL DEFAULT 0, settled TEXT, PRIMARY KEY (sheet, by, node), FOREIGN KEY (sheet, by) REFERENCES keying(sheet, by)) STRICT;
CREATE TABLE evidence (key TEXT PRIMARY KEY, sheet TEXT NOT NULL REFERENCES sheet(key), node TEXT NOT NULL, text TEXT, number TEXT, date TEXT,
  page TEXT, blob TEXT REFERENCES blob(sha256), file_name TEXT, link TEXT) STRICT;
-- Results of years before this book, for the tie key "last year" and for history.
CREATE TABLE past_result (year INTEGER NOT NULL, unit TEXT NOT NULL REFERENCES unit(key), rank INTEGER, points TEXT, class TEXT, note TEXT,
  PRIMARY KEY (year, unit)) STRICT;
-- A paper is a row from the start; issuing freezes its content.
CREATE TABLE paper (key TEXT PRIMARY KEY, kind TEXT NOT NULL, year INTEGER, family TEXT, number TEXT, symbol TEXT, date TEXT, subject TEXT, signer TEXT,
  capacity TEXT, state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','issued','replaced')), content_json TEXT, content_digest TEXT, file_hash TEXT,
  supersedes TEXT REFERENCES paper(key), texts_json TEXT) STRICT;
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
"""

STEP_2 = """
-- The year's task list: shipped lines copied per year, so that a bloc may word them, move them or say it does not do them.
CREATE TABLE task (year INTEGER NOT NULL REFERENCES bloc_year(year), key TEXT NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL,
  from_month INTEGER, to_month INTEGER, who TEXT NOT NULL DEFAULT '', paper TEXT NOT NULL DEFAULT '', done_when TEXT NOT NULL DEFAULT '', due_on TEXT,
  follows TEXT, state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open','done','not-ours')), done_on TEXT, note TEXT, PRIMARY KEY (year, key)) STRICT;

-- A household is known by its head and where it lives, and belongs to the unit that registers or proposes it.
CREATE TABLE household (key TEXT PRIMARY KEY, unit TEXT NOT NULL REFERENCES unit(key), head TEXT NOT NULL, address TEXT, note TEXT) STRICT;

-- Registration: received once per unit (`tasks`: how many, while they are not listed); titles a line per unit, named person or household;
-- targets and tasks keep plan and result apart.
CREATE TABLE registration (year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key), received_on TEXT, document TEXT,
  tasks INTEGER, note TEXT, PRIMARY KEY (year, unit)) STRICT;
CREATE TABLE registered_title (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key),
  person TEXT REFERENCES person(key), household TEXT REFERENCES household(key), title TEXT NOT NULL, registered_on TEXT, note TEXT,
  CHECK (person IS NULL OR household IS NULL)) STRICT;
CREATE TABLE target (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key), position INTEGER NOT NULL,
  name TEXT NOT NULL, measure TEXT NOT NULL DEFAULT '', plan TEXT, half_year TEXT, estimate TEXT, result TEXT, item TEXT, note TEXT) STRICT;
CREATE TABLE work (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT REFERENCES unit(key),
  kind TEXT NOT NULL CHECK (kind IN ('key','ad-hoc','agreed')), position INTEGER NOT NULL, title TEXT NOT NULL, assigned_on TEXT, assigned_by TEXT, due_on TEXT,
  done_on TEXT, quality TEXT, evidence TEXT, meeting TEXT, rolled_from TEXT REFERENCES work(key), state TEXT NOT NULL DEFAULT 'open'
  CHECK (state IN ('open','done','late','not-done','moved')), note TEXT) STRICT;
-- A unit often reports only how many of its tasks are done; a number per unit and date.
CREATE TABLE progress (year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key), as_of TEXT NOT NULL, tasks_done INTEGER,
  tasks_registered INTEGER, note TEXT, PRIMARY KEY (year, unit, as_of)) STRICT;
CREATE TABLE movement (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('regular','campaign','thematic')), level TEXT, plan TEXT, from_date TEXT, to_date TEXT, items_json TEXT, note TEXT) STRICT;
-- The pledge of the bloc: four sections, who signs in order, who witnesses.
CREATE TABLE pledge (year INTEGER PRIMARY KEY REFERENCES bloc_year(year), aims TEXT, targets TEXT, tasks TEXT, solutions TEXT, signed_on TEXT, place TEXT) STRICT;
CREATE TABLE pledge_sign (year INTEGER NOT NULL REFERENCES bloc_year(year), role TEXT NOT NULL CHECK (role IN ('signatory','witness')), position INTEGER NOT NULL,
  unit TEXT REFERENCES unit(key), name TEXT NOT NULL, title TEXT, PRIMARY KEY (year, role, position)) STRICT;

-- The log: reports due and received, joint activities, money in and out, articles, exemplary people.
CREATE TABLE report (year INTEGER NOT NULL REFERENCES bloc_year(year), key TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, due_on TEXT, item TEXT,
  PRIMARY KEY (year, key)) STRICT;
CREATE TABLE report_received (year INTEGER NOT NULL, report TEXT NOT NULL, unit TEXT NOT NULL REFERENCES unit(key), received_on TEXT, note TEXT,
  PRIMARY KEY (year, report, unit), FOREIGN KEY (year, report) REFERENCES report(year, key)) STRICT;
CREATE TABLE activity (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), name TEXT NOT NULL, date TEXT, place TEXT, item TEXT, choice TEXT, note TEXT) STRICT;
CREATE TABLE activity_unit (activity TEXT NOT NULL REFERENCES activity(key), unit TEXT NOT NULL REFERENCES unit(key), note TEXT,
  PRIMARY KEY (activity, unit)) STRICT;
CREATE TABLE ledger (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), position INTEGER NOT NULL, date TEXT, text TEXT NOT NULL,
  unit TEXT REFERENCES unit(key), activity TEXT REFERENCES activity(key), dong INTEGER NOT NULL, paper TEXT) STRICT;
CREATE TABLE log_entry (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key),
  kind TEXT NOT NULL CHECK (kind IN ('article','example','model','initiative','other')), date TEXT, text TEXT NOT NULL, person TEXT, item TEXT,
  count INTEGER NOT NULL DEFAULT 1, note TEXT) STRICT;
-- Which count of the log fills which input of which item of the form; `input` is empty when only the words are wanted.
CREATE TABLE log_feed (year INTEGER NOT NULL REFERENCES bloc_year(year), item TEXT NOT NULL, input TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (year, item, input)) STRICT;
-- Drafts sent for comment, what became of each comment, and under which number and day the text was issued.
CREATE TABLE draft (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), kind TEXT NOT NULL, title TEXT NOT NULL, sent_on TEXT, due_on TEXT,
  number TEXT, issued_on TEXT) STRICT;
CREATE TABLE comment (key TEXT PRIMARY KEY, draft TEXT NOT NULL REFERENCES draft(key), position INTEGER NOT NULL, unit TEXT REFERENCES unit(key), part TEXT, text TEXT NOT NULL,
  taken TEXT NOT NULL DEFAULT 'open' CHECK (taken IN ('open','taken','partly','refused')), answer TEXT) STRICT;
-- Cross-check teams: who checks whom, when, with what minutes.
CREATE TABLE team (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), position INTEGER NOT NULL, name TEXT NOT NULL, lead TEXT REFERENCES unit(key),
  document TEXT) STRICT;
CREATE TABLE team_unit (team TEXT NOT NULL REFERENCES team(key), side TEXT NOT NULL CHECK (side IN ('member','checked')), unit TEXT NOT NULL REFERENCES unit(key),
  visit_from TEXT, visit_to TEXT, minutes TEXT, PRIMARY KEY (team, side, unit)) STRICT;

-- Meetings: who was there in what capacity decides whether it may act; `minutes_on` is the day its minutes were signed.
CREATE TABLE meeting (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), kind TEXT NOT NULL
  CHECK (kind IN ('signing','half-year','officers','scoring-team','deliberation','closing','council','other')), title TEXT NOT NULL, date TEXT, begins TEXT, ends TEXT,
  place TEXT, chair TEXT, secretary TEXT, agenda TEXT, invitation_groups TEXT, conclusion TEXT, votes_on_awards INTEGER NOT NULL DEFAULT 0,
  minutes_on TEXT) STRICT;
CREATE TABLE attendee (meeting TEXT NOT NULL REFERENCES meeting(key), key TEXT NOT NULL, position INTEGER NOT NULL, unit TEXT REFERENCES unit(key), name TEXT, title TEXT,
  capacity TEXT NOT NULL CHECK (capacity IN ('member','substitute','written','guest','absent')), paper TEXT, notice INTEGER, wrong_rank INTEGER NOT NULL DEFAULT 0, note TEXT,
  PRIMARY KEY (meeting, key)) STRICT;
CREATE TABLE opinion (key TEXT PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meeting(key), position INTEGER NOT NULL, unit TEXT REFERENCES unit(key), name TEXT, text TEXT NOT NULL) STRICT;
CREATE TABLE hand_vote (key TEXT PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meeting(key), position INTEGER NOT NULL, subject TEXT NOT NULL, agree INTEGER NOT NULL,
  against INTEGER NOT NULL, other INTEGER NOT NULL) STRICT;
-- A ballot as prepared and as counted. Nothing per ballot is ever stored: only the totals a teller signs.
CREATE TABLE ballot (key TEXT PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meeting(key), position INTEGER NOT NULL, way TEXT NOT NULL CHECK (way IN ('acclaim','elect')),
  title TEXT NOT NULL, purpose TEXT, award TEXT, round INTEGER NOT NULL DEFAULT 1, earlier TEXT REFERENCES ballot(key), seats INTEGER NOT NULL DEFAULT 1,
  candidates_json TEXT NOT NULL, rule_json TEXT NOT NULL, tellers_json TEXT, state TEXT NOT NULL DEFAULT 'prepared' CHECK (state IN ('prepared','counted')),
  figures_json TEXT, counted_by TEXT REFERENCES keeper(key), note TEXT, corrected TEXT) STRICT;
-- A teller's blind count beside the first; read only through its own person until both are complete.
CREATE TABLE recount (ballot TEXT NOT NULL REFERENCES ballot(key), by TEXT NOT NULL REFERENCES keeper(key), state TEXT NOT NULL DEFAULT 'counting'
  CHECK (state IN ('counting','complete','settled')), figures_json TEXT, PRIMARY KEY (ballot, by)) STRICT;

-- Awards: what is proposed this year, and everything ever granted.
CREATE TABLE proposal (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), unit TEXT NOT NULL REFERENCES unit(key), person TEXT REFERENCES person(key),
  household TEXT REFERENCES household(key), title TEXT NOT NULL, route TEXT NOT NULL DEFAULT 'province' CHECK (route IN ('province','sector')), years_json TEXT,
  status TEXT NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed','approved','refused','withdrawn')), reason TEXT, decision TEXT, decided_on TEXT, decided_by TEXT,
  coefficient TEXT, opinion TEXT, papers_json TEXT, waits_for TEXT, submitted_on TEXT, note TEXT, CHECK (person IS NULL OR household IS NULL)) STRICT;
CREATE TABLE honour (key TEXT PRIMARY KEY, year INTEGER NOT NULL, unit TEXT REFERENCES unit(key), person TEXT REFERENCES person(key), household TEXT REFERENCES household(key),
  title TEXT NOT NULL, years_json TEXT, decision TEXT, date TEXT, by TEXT, proposal TEXT REFERENCES proposal(key), note TEXT, CHECK (person IS NULL OR household IS NULL)) STRICT;
-- What another body found of a unit or person in a year (rating of the collective, title of the person's unit, initiatives).
CREATE TABLE rating (year INTEGER NOT NULL, holder TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, by TEXT, document TEXT, PRIMARY KEY (year, holder, kind)) STRICT;

-- Turns as announced, and units that a year's turn passes over.
CREATE TABLE turn (year INTEGER NOT NULL, role TEXT NOT NULL CHECK (role IN ('head','deputy')), rank INTEGER NOT NULL DEFAULT 1, unit TEXT NOT NULL REFERENCES unit(key),
  announced_in TEXT, PRIMARY KEY (year, role, rank)) STRICT;
CREATE TABLE turn_exception (year INTEGER NOT NULL, unit TEXT NOT NULL REFERENCES unit(key), reason TEXT NOT NULL
  CHECK (reason IN ('joined','declined','disciplined','anniversary','other')), note TEXT, document TEXT, PRIMARY KEY (year, unit)) STRICT;

-- A closed year's canonical bytes (zlib) and what they rest on; never rewritten. `previous` is the fingerprint of the seal made before it in
-- this book, so seals form one chain; a reopened year keeps its seals and gets the next `n`.
CREATE TABLE seal (year INTEGER NOT NULL REFERENCES bloc_year(year), n INTEGER NOT NULL, closed_on TEXT NOT NULL, by TEXT, fingerprint TEXT NOT NULL, previous TEXT, journal_head TEXT NOT NULL,
  engine TEXT NOT NULL, open_points_json TEXT, reopened_on TEXT, reopened_by TEXT, reopened_reason TEXT, content BLOB NOT NULL, PRIMARY KEY (year, n)) STRICT;
-- Who had the book when: handed over, received or taken back. The row stands before the copy is written, so both files are equal; while it is
-- neither received nor taken back nobody writes. The fingerprint covers the row itself, the newest seal and the journal before it.
CREATE TABLE custody (n INTEGER PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), from_unit TEXT REFERENCES unit(key), to_unit TEXT NOT NULL REFERENCES unit(key),
  from_person TEXT, to_person TEXT, handed_on TEXT NOT NULL, items_json TEXT, open_work_json TEXT, last_number TEXT, fund_dong INTEGER, note TEXT, book TEXT NOT NULL,
  seal TEXT NOT NULL, journal_head TEXT NOT NULL, fingerprint TEXT NOT NULL, received_on TEXT, received_by TEXT, withdrawn_on TEXT, withdrawn_reason TEXT) STRICT;
"""

STEP_3 = """
-- Who could vote on the day of a count, in what capacity, and how silent rules were read: the result is made from this and the figures alone.
ALTER TABLE ballot ADD COLUMN electorate_json TEXT;
"""

STEP_4 = """
-- What a paper was made for (unit, meeting, step), and how often it was printed again since it was issued.
ALTER TABLE paper ADD COLUMN choices_json TEXT;
ALTER TABLE paper ADD COLUMN reprints INTEGER;
"""

STEP_5 = """
-- A meeting taken up again after one was adjourned, and why; a member who takes part by video is there in a capacity of its own.
ALTER TABLE meeting ADD COLUMN resumes TEXT REFERENCES meeting(key);
ALTER TABLE meeting ADD COLUMN resumes_why TEXT;
CREATE TABLE attendee_5 (meeting TEXT NOT NULL REFERENCES meeting(key), key TEXT NOT NULL, position INTEGER NOT NULL, unit TEXT REFERENCES unit(key), name TEXT, title TEXT,
  capacity TEXT NOT NULL CHECK (capacity IN ('member','substitute','video','written','guest','absent')), paper TEXT, notice INTEGER, wrong_rank INTEGER NOT NULL DEFAULT 0,
  note TEXT, PRIMARY KEY (meeting, key)) STRICT;
INSERT INTO attendee_5 SELECT meeting, key, position, unit, name, title, capacity, paper, notice, wrong_rank, note FROM attendee;
DROP TABLE attendee;
ALTER TABLE attendee_5 RENAME TO attendee;
-- A decision taken by written circulation: what was sent, until when answers are taken, who answered what; closed, it keeps its rule and its members.
CREATE TABLE circulation (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), position INTEGER NOT NULL, subject TEXT NOT NULL, text TEXT,
  paper TEXT, sent_on TEXT NOT NULL, due_on TEXT NOT NULL, closed_on TEXT, rule_json TEXT, electorate_json TEXT, minutes_on TEXT, note TEXT) STRICT;
CREATE TABLE circulation_answer (circulation TEXT NOT NULL REFERENCES circulation(key), unit TEXT NOT NULL REFERENCES unit(key), received_on TEXT NOT NULL,
  says TEXT NOT NULL CHECK (says IN ('agree','other')), text TEXT, paper TEXT, PRIMARY KEY (circulation, unit)) STRICT;
-- What another body recognised has a day beside its number.
ALTER TABLE rating ADD COLUMN date TEXT;
-- Two records of one person: both stay, reads follow the link.
CREATE TABLE person_link (person TEXT PRIMARY KEY REFERENCES person(key), same TEXT NOT NULL REFERENCES person(key), linked_on TEXT NOT NULL, note TEXT) STRICT;
-- The name on the award; what a task brought about; how far an explanation of a difference has come.
ALTER TABLE proposal ADD COLUMN award_name TEXT;
ALTER TABLE work ADD COLUMN effect TEXT;
ALTER TABLE cell ADD COLUMN explanation_state TEXT CHECK (explanation_state IN ('asked','answered','taken','kept'));
ALTER TABLE cell ADD COLUMN explanation_reason TEXT;
-- Indicators of a movement: plan and result of a unit (of the bloc where none is named).
CREATE TABLE movement_figure (key TEXT PRIMARY KEY, movement TEXT NOT NULL REFERENCES movement(key), position INTEGER NOT NULL, unit TEXT REFERENCES unit(key),
  name TEXT NOT NULL, measure TEXT NOT NULL DEFAULT '', period TEXT, plan TEXT, result TEXT, note TEXT) STRICT;
"""

STEP_6 = """
-- Files that the pledge, a movement or a task carries: each line is one file of the book, of one thing.
CREATE TABLE attached (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), position INTEGER NOT NULL,
  pledge INTEGER REFERENCES pledge(year), movement TEXT REFERENCES movement(key), work TEXT REFERENCES work(key),
  blob TEXT NOT NULL REFERENCES blob(sha256), file_name TEXT NOT NULL, note TEXT,
  CHECK ((pledge IS NOT NULL) + (movement IS NOT NULL) + (work IS NOT NULL) = 1)) STRICT;
-- What an input is filled from where the source alone does not say it: a movement's indicator, a level of quality.
ALTER TABLE log_feed ADD COLUMN movement TEXT REFERENCES movement(key);
ALTER TABLE log_feed ADD COLUMN named TEXT;
-- The effect of a task as a figure, with its unit of measure.
ALTER TABLE work ADD COLUMN effect_figure TEXT;
ALTER TABLE work ADD COLUMN effect_measure TEXT;
-- The lines of the award lists that a decision in writing is about.
ALTER TABLE circulation ADD COLUMN awards_json TEXT;
-- What units complain of or ask for, what became of it, and by which paper they were answered.
CREATE TABLE complaint (key TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES bloc_year(year), position INTEGER NOT NULL, unit TEXT NOT NULL REFERENCES unit(key),
  about TEXT NOT NULL CHECK (about IN ('points','rank','award','vote','other')), text TEXT NOT NULL, item TEXT, number TEXT, received_on TEXT, due_on TEXT,
  taken TEXT NOT NULL DEFAULT 'open' CHECK (taken IN ('open','taken','partly','refused')), answer TEXT, answered_by TEXT, answered_on TEXT) STRICT;
"""

STEPS: tuple[str, ...] = (STEP_1, STEP_2, STEP_3, STEP_4, STEP_5, STEP_6)
"""Steps in order; a test holds the hash of each."""

DIGEST = "3ec925c3f685e687464e6e7e09cdd6afebe800f80880cf97497ddcac90935472"
"""`schema_check.digest` of these steps and of what they make: a book that has it need not be compared with a schema made
anew. After a change of a step nothing has it until it is put here anew; another SQLite may word an added column
otherwise: then books are compared."""
