import { expect, it } from 'vitest';
import { kinds } from '@pih/schemas';
import en from './locales/en.json';
import { neighboursOf, shelves } from './shelves.ts';

it('every kind of document has a shelf and words', () => {
  expect(shelves.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
  expect(Object.keys(en.kinds).toSorted()).toEqual(kinds.toSorted());
});

it('dashboards and their figures share a section', () => {
  expect(neighboursOf('kpi').map(({ kind }) => kind)).toEqual(['dashboard', 'kpi']);
  expect(neighboursOf('flow')).toHaveLength(1);
});
