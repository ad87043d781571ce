import { problem } from '@pih/schemas';

export const MessageNotFound = problem<{ id: string }>({
  type: 'message-not-found',
  status: 404,
  title: 'This message does not exist',
  detail: ({ id }) => `There is no message "${id.slice(0, 60)}" that you may see. Check the identifier.`,
});

export const NotificationUnknown = problem<{ notification: string }>({
  type: 'notification-unknown',
  status: 404,
  title: 'This notification does not exist',
  detail: ({ notification }) =>
    `No live document of the kind notification is called "${notification}". Publish it first.`,
});

export const ChannelUnusable = problem<{ channel: string }>({
  type: 'channel-unusable',
  status: 409,
  title: 'The channel cannot be used',
  detail: ({ channel }) =>
    `There is no live and enabled channel "${channel}". Publish or enable it, or choose another.`,
});

export const NoRecipient = problem<{ what: 'email' | 'phone' }>({
  type: 'recipient-missing',
  status: 409,
  title: 'There is nobody to send this to',
  detail: ({ what }) =>
    `The shopper left no ${what === 'email' ? 'e-mail address' : 'telephone number'}. Say where it should go.`,
});

export const TemplateBroken = problem<{ because: string }>({
  type: 'template-broken',
  status: 409,
  title: 'The message could not be written',
  detail: ({ because }) => `Its template ${because}. Correct the notification and publish it again.`,
});

export const NotRetryable = problem<{ state: string }>({
  type: 'message-not-retryable',
  status: 409,
  title: 'This message cannot be sent again',
  detail: ({ state }) =>
    `It is ${state.replaceAll('_', ' ')}. Only one that has not arrived for sure can be sent again.`,
});

export const AttachmentNotFound = problem<{ number: string }>({
  type: 'attachment-not-found',
  status: 404,
  title: 'This attachment does not exist',
  detail: ({ number }) => `The message has no attachment number ${number.slice(0, 10)}.`,
});

export const RecipientMasked = problem({
  type: 'recipient-masked',
  status: 403,
  title: 'Your roles show personal data in part only',
  detail: () =>
    'A message holds what your roles mask, so it goes to the shopper’s own address only. Leave the recipient out, or reveal the payment’s personal data with a reason.',
});
