/** The profiles: what one connects with, for whose SIM, and changing them. */
import { useState } from 'preact/hooks'
import { toDialtoneError } from '../../../../base/index.ts'
import type { PublicProfile } from '../../../../core/index.ts'
import { ActionNote } from '../../part/action-note.tsx'
import { Button } from '../../part/button.tsx'
import { Confirm } from '../../part/dialog.tsx'
import { Empty } from '../../part/empty.tsx'
import { Outside, outside } from '../../part/outside-text.tsx'
import { PageHead } from '../../shell/page-head.tsx'
import { useApp } from '../../state/app.ts'
import { sentence } from '../../text/explain.ts'
import { count } from '../../text/format.ts'
import { removeAction } from './profile-action.ts'
import { ProfileDialog, type ProfileDialogProps } from './profile-dialog.tsx'
import { editableXml, EMPTY_FORM, formOf, xmlOf } from './profile-form.ts'
import { ownerWords, useOwners } from './use-owners.ts'
import '../../style/profile.css'

type Editing = Omit<ProfileDialogProps, 'onClose'>

export function ProfilesPage() {
  const { store, session } = useApp()
  const [editing, setEditing] = useState<Editing>()
  const profiles = store.profiles.all()
  const owners = useOwners()
  return (
    <>
      <PageHead
        heading="Profiles"
        title={count(profiles.length, 'profile')}
        lead="Settings to connect with. Each is for one SIM, and works in whatever modem that is."
      >
        <Button
          look="primary"
          icon="plus"
          obstacle={session.obstacle('addProfile')}
          onPress={() => setEditing({ form: EMPTY_FORM, xml: xmlOf(EMPTY_FORM) })}
        >
          Add
        </Button>
      </PageHead>
      {profiles.length === 0 ? (
        <Empty icon="profiles">
          <p>There is no profile yet. Without one, a connection needs an access point each time.</p>
        </Empty>
      ) : (
        <ul class="card rows" aria-label="Profiles">
          {profiles.map((one) => (
            <ProfileRow
              key={one.name}
              profile={one}
              owner={ownerWords(owners, one.name)}
              onEdit={setEditing}
            />
          ))}
        </ul>
      )}
      {editing === undefined ? null : <ProfileDialog {...editing} onClose={() => setEditing(undefined)} />}
    </>
  )
}

function ProfileRow(props: {
  readonly profile: PublicProfile
  /** Whose SIM it is for, in words. */
  readonly owner: string
  readonly onEdit: (editing: Editing) => void
}) {
  const { profile, owner, onEdit } = props
  const { name, description, isDefault, context } = profile
  const { actions, session, revealing } = useApp()
  const [removing, setRemoving] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const remove = removeAction(name)
  const edit = async (): Promise<void> => {
    try {
      const whole = await revealing.profile({ profile: name })
      setTrouble(undefined)
      onEdit({ name, form: formOf(whole), xml: editableXml(whole) })
    } catch (thrown) {
      setTrouble(sentence(toDialtoneError(thrown).message))
    }
  }
  return (
    <li class="row profile-row">
      <div class="row-cell">
        <span class="row-value">
          <strong>
            <Outside>{name}</Outside>
          </strong>
          {isDefault ? <span class="tag">Default</span> : null}
        </span>
        <span class="row-note">
          <Outside>{owner}</Outside>
        </span>
        {description === undefined ? null : (
          <span class="row-note">
            <Outside>{description}</Outside>
          </span>
        )}
      </div>
      <div class="row-cell">
        <span class="row-value">
          {context.accessString === '' ? (
            <span class="muted">The network chooses</span>
          ) : (
            <Outside>{context.accessString}</Outside>
          )}
        </span>
        <span class="row-note">
          {[
            ...(context.userName === undefined ? [] : ['with a user name']),
            ...(context.hasPassword ? ['with a password'] : []),
            ...(context.authProtocol === 'none' ? [] : [context.authProtocol.toUpperCase()]),
          ].join(', ') || 'Access point'}
        </span>
      </div>
      <div class="buttons">
        <Button
          size="small"
          label={`Change ${outside(name)}`}
          obstacle={session.obstacle('updateProfile') ?? session.hidden}
          onPress={() => void edit()}
        >
          Change
        </Button>
        <Button
          size="small"
          look="quiet"
          icon="trash"
          label={`Remove ${outside(name)}`}
          obstacle={session.obstacle('removeProfile')}
          busy={actions.isBusy(remove.subject)}
          onPress={() => setRemoving(true)}
        />
      </div>
      {trouble === undefined ? null : <p class="note bad whole-row">{outside(trouble)}</p>}
      <ActionNote subject={remove.subject} />
      {removing ? (
        <Confirm
          title={`Remove the profile ${outside(name)}?`}
          confirm="Remove"
          onClose={() => setRemoving(false)}
          onConfirm={() => void actions.run(remove)}
        >
          <p>What is connected with it stays connected. Its settings and its password are gone.</p>
        </Confirm>
      ) : null}
    </li>
  )
}
