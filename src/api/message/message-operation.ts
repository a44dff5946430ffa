/** Where the operations on short messages live in HTTP. */
import type { Operation } from '../operation.ts'
import type { MessageService } from './message-service.ts'

export const MESSAGE_OPERATIONS = {
  messages: {
    method: 'GET',
    path: '/modems/:modem/messages',
    scope: 'sms',
    status: 200,
    summary: 'The messages of a modem, with their texts',
  },
  message: {
    method: 'GET',
    path: '/modems/:modem/messages/:message',
    scope: 'sms',
    status: 200,
    summary: 'One message, with its text',
  },
  sendMessage: {
    method: 'POST',
    path: '/modems/:modem/messages',
    scope: 'sms',
    status: 202,
    summary: 'Send a message',
  },
  readMessages: {
    method: 'POST',
    path: '/modems/:modem/messages/read',
    scope: 'sms',
    status: 202,
    summary: 'Read messages from the modem and count them as read',
  },
  deleteMessage: {
    method: 'DELETE',
    path: '/modems/:modem/messages/:message',
    scope: 'sms',
    status: 202,
    summary: 'Delete one message',
  },
  deleteMessages: {
    method: 'POST',
    path: '/modems/:modem/messages/delete',
    scope: 'sms',
    status: 202,
    summary: 'Delete messages by filter or place',
  },
  messageConfiguration: {
    method: 'GET',
    path: '/modems/:modem/messages/configuration',
    scope: 'read',
    status: 200,
    summary: 'The service centre, and the format of messages',
    tagged: true,
  },
  setMessageConfiguration: {
    method: 'POST',
    path: '/modems/:modem/messages/configuration',
    scope: 'configure',
    status: 202,
    summary: 'Set the service centre, or the format of messages',
    conditional: true,
  },
} as const satisfies Record<keyof MessageService, Operation>
