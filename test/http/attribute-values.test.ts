import { attributesOf } from '../../src/http/attribute-values';

const told: Readonly<Record<string, unknown>> = {
  department: 'Sales ',
  floor: 3,
  isRemote: false,
  sites: ['Berlin', ' ', null, 7],
  blank: '  ',
  nothing: null,
  parts: { division: 'West' },
};
const read = (...names: readonly string[]) => attributesOf(names, (name) => told[name]);

describe('attributes of a person', () => {
  it('are texts, as they are written in the directory: all that have a value', () => {
    expect(read('department', 'floor', 'isRemote', 'sites')).toEqual({
      attributes: { department: ['Sales '], floor: ['3'], isRemote: ['false'], sites: ['Berlin', '7'] },
    });
  });

  it('are not there where nothing has a value', () => {
    expect(read('blank', 'nothing', 'unknown')).toEqual({});
  });

  it('that have parts are refused with one of them', () => {
    expect(() => read('parts')).toThrow('Name one of them, such as "parts.division"');
  });
});
