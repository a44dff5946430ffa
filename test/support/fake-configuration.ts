/** The configuration of a fake service: one interface of its file changes at each reload. */
import type { ConfigurationService, Reloaded, ShownConfiguration } from '../../src/api/index.ts'
import { FakeAccess } from './fake-access.ts'

export class FakeConfiguration extends FakeAccess implements ConfigurationService {
  reloaded: Reloaded = {
    file: '/etc/dialtone.toml',
    changed: ['branch'],
    settings: [],
    restart: [],
    problems: [],
    failed: [],
  }

  async configuration(): Promise<ShownConfiguration> {
    return {
      file: '/etc/dialtone.toml',
      settings: [
        { key: 'log.level', value: 'warn', from: 'file', next: 'info' },
        { key: 'modems.devices', value: ['/dev/cdc-wdm0'], from: 'flag' },
        { key: 'modems.seed', from: 'default' },
      ],
    }
  }

  async reloadConfiguration(): Promise<Reloaded> {
    return this.reloaded
  }
}
