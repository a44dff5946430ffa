/** The fields of a profile. Whose SIM it is for can be taken from a modem, by who may see that. */
import { useState } from 'preact/hooks'
import { toDialtoneError } from '../../../../base/index.ts'
import { Button } from '../../part/button.tsx'
import { Field, SelectField } from '../../part/field.tsx'
import { outside } from '../../part/outside-text.tsx'
import { Switch } from '../../part/switch.tsx'
import { useApp } from '../../state/app.ts'
import { sentence } from '../../text/explain.ts'
import { LABELS, type FormFaults } from './form-faults.ts'
import type { ProfileForm } from './profile-form.ts'

export interface ProfileFieldsProps {
  readonly form: ProfileForm
  /** Its name is that of the profile whose place it takes. */
  readonly named: boolean
  readonly faults: FormFaults['fields']
  readonly onForm: (form: ProfileForm) => void
}

const MODES = [
  ['manual', 'When asked'],
  ['auto', 'Always'],
  ['auto-home', 'Always at home'],
] as const

const AUTH = [
  ['none', 'None'],
  ['pap', 'PAP'],
  ['chap', 'CHAP'],
  ['mschapv2', 'MS-CHAPv2'],
] as const

export function ProfileFields({ form, named, faults, onForm }: ProfileFieldsProps) {
  const set = (change: Partial<ProfileForm>): void => onForm({ ...form, ...change })
  return (
    <div class="form-grid">
      {named ? null : (
        <Field
          label={LABELS.name}
          fault={faults.name}
          hint="What one connects with."
          value={form.name}
          maxLength={255}
          autoComplete="off"
          autoFocus
          onValue={(name) => set({ name })}
        />
      )}
      <Field
        label={LABELS.description}
        fault={faults.description}
        value={form.description}
        maxLength={255}
        autoComplete="off"
        onValue={(description) => set({ description })}
      />
      <Subscriber form={form} faults={faults} onForm={onForm} />
      <Field
        label={LABELS.accessString}
        fault={faults.accessString}
        hint="Empty: the network chooses."
        value={form.accessString}
        maxLength={100}
        autoComplete="off"
        spellcheck={false}
        onValue={(accessString) => set({ accessString })}
      />
      <Field
        label={LABELS.userName}
        fault={faults.userName}
        value={form.userName}
        maxLength={255}
        autoComplete="off"
        spellcheck={false}
        onValue={(userName) => set({ userName })}
      />
      <Field
        label={LABELS.password}
        fault={faults.password}
        type="password"
        hint={
          form.hasPassword
            ? 'Empty: the one that is stored stays.'
            : form.userName === ''
              ? 'Goes with a user name.'
              : 'It is never shown again.'
        }
        value={form.password}
        maxLength={255}
        autoComplete="new-password"
        onValue={(password) => set({ password })}
      />
      <SelectField
        label="Authentication"
        value={form.authProtocol}
        options={AUTH}
        onValue={(value) =>
          // One of the options.
          set({ authProtocol: value as ProfileForm['authProtocol'] })
        }
      />
      <SelectField
        label="Connect"
        value={form.connectionMode}
        options={MODES}
        onValue={(value) =>
          // One of the options.
          set({ connectionMode: value as ProfileForm['connectionMode'] })
        }
      />
      <Switch
        label="The default profile of its SIM"
        on={form.isDefault}
        onSwitch={(isDefault) => set({ isDefault })}
      />
    </div>
  )
}

function Subscriber({ form, faults, onForm }: Pick<ProfileFieldsProps, 'form' | 'faults' | 'onForm'>) {
  const { store, session, revealing } = useApp()
  const [trouble, setTrouble] = useState<string>()
  const modems = store.modems.all().filter(({ sim }) => sim?.subscriberId !== undefined)
  const take = async (modem: string): Promise<void> => {
    try {
      const { sim } = await revealing.modem({ modem })
      setTrouble(undefined)
      onForm({ ...form, subscriber: sim?.subscriberId ?? '' })
    } catch (thrown) {
      setTrouble(sentence(toDialtoneError(thrown).message))
    }
  }
  return (
    <div class="stack tight">
      <Field
        label={LABELS.subscriber}
        hint="The SIM that it is for, whatever modem that is in."
        fault={trouble ?? faults.subscriber}
        value={form.subscriber}
        inputMode="numeric"
        maxLength={15}
        autoComplete="off"
        onValue={(subscriber) => onForm({ ...form, subscriber })}
      />
      {modems.length === 0 ? null : (
        <div class="buttons">
          {modems.slice(0, 4).map(({ id, name }) => (
            <Button key={id} size="small" icon="sim" obstacle={session.hidden} onPress={() => void take(id)}>
              SIM of {outside(name)}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
