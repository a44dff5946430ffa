/** What became of the last thing that was asked of a subject, beside the button that asked: only while it says something. */
import { useApp } from '../state/app.ts'
import { explainCause } from '../text/explain.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { outside } from './outside-text.tsx'

export function ActionNote({ subject }: { readonly subject: string }) {
  const { actions } = useApp()
  const failed = actions.all.value.filter((one) => one.subject === subject && one.state === 'failed')
  return (
    <>
      {failed.map(({ id, words, cause }) => (
        <p key={id} class="note bad">
          <Icon name="alert" size={17} />
          <span class="grow">
            <strong>{outside(words.failed)}.</strong>{' '}
            {cause === undefined ? null : outside(explainCause(cause).text)}
          </span>
          <Button
            look="quiet"
            size="small"
            icon="close"
            label="Dismiss"
            onPress={() => actions.dismiss(id)}
          />
        </p>
      ))}
    </>
  )
}
