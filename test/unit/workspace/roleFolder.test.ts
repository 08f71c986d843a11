import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { builtInRoles } from '../../../src/domain/role/builtIn/builtInRoles';
import { staleAfter } from '../../../src/domain/role/duration';
import type { EffectiveRole } from '../../../src/domain/role/role';
import type { Following } from '../../../src/workspace/files/followFolder';
import { defaultRolesText, marked } from '../../../src/workspace/roles/defaultRoles';
import { RoleFolder, type LoadedRoles } from '../../../src/workspace/roles/roleFolder';
import { useFolder } from '../storage/harness';

describe('R roles', () => {
  const folder = useFolder();
  const rolesPath = (name: string) => join(folder(), '.task_orchestrator', 'roles', name);
  const open = () => new RoleFolder({ folder: folder() });

  function write(name: string, text: string | Uint8Array): string {
    const path = rolesPath(name);
    mkdirSync(dirname(path), { recursive: true });
    // With a rename, so that nobody reads half of it.
    writeFileSync(`${path}~`, text);
    renameSync(`${path}~`, path);
    return path;
  }

  const named = ({ roles }: LoadedRoles, name: string): EffectiveRole => {
    const role = roles.find((candidate) => candidate.name === name);
    assert.ok(role, `there is a role ${name}`);
    return role;
  };

  const said = ({ problems }: LoadedRoles): string[] =>
    problems.map(
      ({ file, line, column, severity, message }) =>
        `${relative(rolesPath('.'), file)}:${line}:${column} ${severity} ${message}`,
    );

  it('R1 are the seven built-in ones without any file, and looking writes nothing', async () => {
    const { roles, problems } = await open().load();
    assert.deepEqual(roles.map(({ name }) => name).sort(), Object.keys(builtInRoles).sort());
    assert.equal(roles.length, 7);
    assert.deepEqual(problems, []);
    assert.ok(roles.every(({ layer, definition }) => layer === 'built-in' && definition.evidence !== undefined));
    assert.ok(!existsSync(join(folder(), '.task_orchestrator')));
  });

  it('R1 say when a task of theirs is stale', async () => {
    const hours = Object.fromEntries(
      (await open().load()).roles.map(({ name, definition }) => [name, staleAfter(definition) / 3_600_000]),
    );
    assert.deepEqual(hours, {
      researcher: 12,
      documenter: 8,
      reviewer: 6,
      tester: 16,
      implementer: 48,
      architect: 72,
      debugger: 24,
    });
    assert.equal(staleAfter() / 3_600_000, 24);
    assert.equal(staleAfter({ stale_after: '30m' }) / 60_000, 30);
  });

  it('R2 merge key by key, the workspace over custom over default, in the order of names', async () => {
    write('default_roles.yaml', 'reviewer:\n  output_format: default\n  approach: [default]\n  expertise: [default]\n');
    write('custom_roles.yaml', 'reviewer:\n  output_format: custom\n  approach: [custom]\n');
    write('a_team.yaml', 'reviewer:\n  output_format: a\n');
    write('b_team.yaml', 'reviewer:\n  output_format: b\n');
    const reviewer = named(await open().load(), 'reviewer');
    assert.equal(reviewer.definition.role_definition, builtInRoles['reviewer']?.role_definition);
    assert.deepEqual(reviewer.definition.expertise, ['default']);
    assert.deepEqual(reviewer.definition.approach, ['custom']);
    assert.equal(reviewer.definition.output_format, 'b');
    assert.equal(reviewer.layer, 'workspace');
    assert.deepEqual(reviewer.origins.approach, { layer: 'custom', file: rolesPath('custom_roles.yaml') });
    assert.deepEqual(reviewer.origins.role_definition, { layer: 'built-in', file: null });
  });

  it('R2 may have names of their own', async () => {
    write('custom_roles.yaml', 'security-lead:\n  role_definition: You keep us safe.\n');
    const role = named(await open().load(), 'security-lead');
    assert.deepEqual(role.definition, {
      role_definition: 'You keep us safe.',
      expertise: [],
      approach: [],
      output_format: '',
    });
    assert.equal(role.layer, 'custom');
  });

  it('R3 name each mistake with its place, and a broken role leaves the others standing', async () => {
    write(
      'custom_roles.yaml',
      [
        'reviewer:',
        '  approch: [read]',
        '  output_format: 5',
        'Bad Name:',
        '  role_definition: x',
        'tester: text',
        'nobody:',
        '  expertise: [x]',
        'guide:',
        '  role_definition: You guide.',
        '  stale_after: soon',
        'good:',
        '  role_definition: You are good.',
        '  expertice: [x]',
      ].join('\n'),
    );
    write('broken.yaml', 'a: [1\nb: 2');
    const loaded = await open().load();
    assert.deepEqual(
      said(loaded).filter((line) => line.startsWith('custom')),
      [
        'custom_roles.yaml:3:18 error "output_format" must be text, not a number; put it in quotes.',
        'custom_roles.yaml:2:3 warning "approch" is not known here and has no effect; did you mean "approach"?',
        'custom_roles.yaml:4:1 error The role name "Bad Name" must be lower-case letters, digits, - and _, beginning with a letter.',
        'custom_roles.yaml:6:9 error "tester" must be a group of keys with values, not text.',
        'custom_roles.yaml:11:16 error "stale_after" must be a number with m, h or d, such as 30m, 12h or 3d.',
        'custom_roles.yaml:14:3 warning "expertice" is not known here and has no effect; did you mean "expertise"?',
        'custom_roles.yaml:7:1 error The role "nobody" has no role_definition, here or in a lower layer; it is left out.',
      ],
    );
    assert.ok(said(loaded).some((line) => line.startsWith('broken.yaml:') && line.includes(' error ')));
    assert.equal(named(loaded, 'good').definition.role_definition, 'You are good.');
    assert.equal(named(loaded, 'reviewer').layer, 'built-in');
    assert.ok(!loaded.roles.some(({ name }) => name === 'nobody' || name === 'guide'));
  });

  it('R4 refuse a file that is no text or far too large, with a line', async () => {
    write('a.yaml', Buffer.from([0x61, 0x3a, 0x20, 0x31, 0x0a, 0xff, 0xfe, 0x00]));
    write('b.yaml', 'a: 1\n'.repeat(2_000_000));
    write('c.yaml', '# nothing yet\n');
    write('d.yml', 'a: 1\n');
    assert.deepEqual(said(await open().load()), [
      'd.yml:1:1 warning Only files that end in .yaml are read; rename this one.',
      'a.yaml:2:1 error From here on this is not text in UTF-8.',
      'b.yaml:1:1 error The file is larger than 256 KB; it is not read.',
    ]);
  });

  it('R5 are not read through a link that leads outside, nor from a pipe', async function () {
    if (process.platform === 'win32') return this.skip();
    mkdirSync(join(folder(), 'inside', '.task_orchestrator', 'roles'), { recursive: true });
    const inside = join(folder(), 'inside', '.task_orchestrator', 'roles');
    writeFileSync(join(folder(), 'secret.yaml'), 'stolen:\n  role_definition: secret\n');
    writeFileSync(join(folder(), 'inside', 'shared.yaml'), 'shared:\n  role_definition: ours\n');
    symlinkSync(join(folder(), 'secret.yaml'), join(inside, 'a.yaml'));
    symlinkSync(join(folder(), 'inside', 'shared.yaml'), join(inside, 'b.yaml'));
    execFileSync('mkfifo', [join(inside, 'c.yaml')]);
    const loaded = await new RoleFolder({ folder: join(folder(), 'inside') }).load();
    assert.deepEqual(
      loaded.problems.map(({ message }) => message),
      [
        'This is a link that leads outside of the workspace; it is not read.',
        'This is not an ordinary file; it is not read.',
      ],
    );
    assert.ok(!loaded.roles.some(({ name }) => name === 'stolen'));
    assert.equal(named(loaded, 'shared').definition.role_definition, 'ours');
  });

  it('R5 write nothing through a folder that leads outside', async () => {
    const [inside, outside] = [join(folder(), 'inside'), join(folder(), 'outside')];
    for (const path of [inside, outside]) mkdirSync(path);
    symlinkSync(outside, join(inside, '.task_orchestrator'), 'junction');
    await new RoleFolder({ folder: inside }).ensureDefaults();
    assert.ok(!existsSync(join(outside, 'roles')));
  });

  it('R6 are written out once, in a form that says the same', async () => {
    assert.deepEqual(await open().ensureDefaults(), []);
    const loaded = await open().load();
    assert.deepEqual(loaded.problems, []);
    assert.equal(readFileSync(rolesPath('default_roles.yaml'), 'utf8'), defaultRolesText());
    const inFile = loaded.roles.map(({ name, layer, definition }) => ({ name, layer, definition }));
    const builtIn = (await new RoleFolder({ folder: join(folder(), 'none') }).load()).roles;
    assert.deepEqual(
      inFile,
      builtIn.map(({ name, definition }) => ({ name, layer: 'default', definition })),
    );
  });

  it('R6 are brought up to date where nobody has edited them, whatever git did to the line ends', async () => {
    for (const lineEnd of ['\n', '\r\n']) {
      write('default_roles.yaml', marked(0, 'old:\n  role_definition: Old.\n').replaceAll('\n', lineEnd));
      await open().ensureDefaults();
      assert.equal(readFileSync(rolesPath('default_roles.yaml'), 'utf8'), defaultRolesText());
    }
  });

  it('R6 are never overwritten after an edit, nor when they come from elsewhere or from a newer version', async () => {
    for (const text of [
      `${marked(0, 'old:\n  role_definition: Old.\n')}# mine\n`,
      `# mine\n${marked(0, 'old:\n  role_definition: Old.\n')}`,
      'task_orchestrator:\n  role_definition: Another.\n',
      marked(99, 'newer:\n  role_definition: Newer.\n'),
      '',
    ]) {
      write('default_roles.yaml', text);
      await open().ensureDefaults();
      assert.equal(readFileSync(rolesPath('default_roles.yaml'), 'utf8'), text);
    }
  });

  it('R7 lie where the environment says, relative to the workspace folder', async () => {
    mkdirSync(join(folder(), 'team', 'roles'), { recursive: true });
    writeFileSync(join(folder(), 'team', 'roles', 'x.yaml'), 'guide:\n  role_definition: You guide.\n');
    const moved = new RoleFolder({ folder: folder(), configDir: 'team' });
    assert.equal(named(await moved.load(), 'guide').layer, 'workspace');
  });

  describe('R8 while watched', () => {
    let following: Following | undefined;
    let seen: LoadedRoles[] = [];
    let wake: () => void = () => undefined;

    afterEach(() => following?.stop());

    /** Resolves as soon as the roles that were handed over last are as described. */
    async function until(holds: (definition: string | undefined) => boolean): Promise<void> {
      const guide = () => seen.at(-1)?.roles.find(({ name }) => name === 'guide')?.definition.role_definition;
      while (seen.length === 0 || !holds(guide())) await new Promise<void>((resolve) => (wake = resolve));
    }

    function watch(): void {
      seen = [];
      following = open().follow((loaded) => {
        seen.push(loaded);
        wake();
      });
    }

    const guide = (text: string) => `guide:\n  role_definition: ${text}\n`;

    it('follow a folder that appears, is edited in place and by rename, disappears and comes back', async () => {
      watch();
      await until((text) => text === undefined);
      write('x.yaml', guide('one'));
      await until((text) => text === 'one');
      writeFileSync(rolesPath('x.yaml'), guide('two'));
      await until((text) => text === 'two');
      writeFileSync(rolesPath('.x.yaml.swp'), guide('three'));
      renameSync(rolesPath('.x.yaml.swp'), rolesPath('x.yaml'));
      await until((text) => text === 'three');
      rmSync(join(folder(), '.task_orchestrator'), { recursive: true });
      await until((text) => text === undefined);
      write('x.yaml', guide('four'));
      await until((text) => text === 'four');
    });

    it('are handed over only when they have become different', async () => {
      write('x.yaml', guide('one'));
      watch();
      await until((text) => text === 'one');
      write('notes.txt', 'not a role');
      write('x.yaml', `# the same\n${guide('one')}`);
      write('x.yaml', guide('two'));
      await until((text) => text === 'two');
      assert.equal(seen.length, 2);
    });
  });

  it('R16 of one’s own begin with a file that says nothing, and whose example is right', async () => {
    const { file, isNew } = await open().beginCustom();
    assert.deepEqual([file, isNew], [rolesPath('custom_roles.yaml'), true]);
    assert.equal((await open().load()).roles.length, 7);
    assert.deepEqual(said(await open().load()), []);
    const example = readFileSync(file, 'utf8').split('\n').slice(4);
    write('custom_roles.yaml', example.map((line) => line.replace(/^#(?: (?!Another|A role)|$)/, '')).join('\n'));
    const { roles, problems, lines } = await open().read();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      roles.flatMap(({ name, layer }) => (layer === 'custom' ? [`${name}:${lines.get(name)?.line ?? 0}`] : [])),
      ['reviewer:3', 'security-lead:8'],
    );
    assert.equal((await open().beginCustom()).isNew, false);
    assert.equal((await open().load()).roles.length, 8);
  });
});
