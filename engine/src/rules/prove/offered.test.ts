import { expect, it } from 'vitest';
import { offer, require } from '../a-flow.ts';
import { eitherOffered, nothingOffered, rememberOffered } from './offered.ts';

const known = rememberOffered();
const cardAndPaypal = nothingOffered.after(offer('a', 'card', 'paypal'), known).after(require('r', 'email'), known);
const onlyCard = nothingOffered.after(offer('b', 'card'), known);

it.each([
  ['the one way first', eitherOffered(cardAndPaypal, onlyCard)],
  ['the other way first', eitherOffered(onlyCard, cardAndPaypal)],
])('is sure only of what both ways offer and ask for, %s', (_, either) => {
  expect([...either.may.keys()].sort()).toEqual(['card', 'paypal']);
  expect([...either.must.keys()]).toEqual(['card']);
  expect([...either.asked]).toEqual([]);
});
