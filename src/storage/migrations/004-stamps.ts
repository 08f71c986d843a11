/**
 * What was last found in a file, with the times it had then: while they are the same, nobody has to read it again. Folders that
 * tasks answer for are found by themselves.
 */
export const sql = `
create table known_files (
  path text primary key,
  stamp text not null,
  hash text not null
) without rowid;

create index evidence_folders on evidence (path, hash) where expected = 'directory';
`;
