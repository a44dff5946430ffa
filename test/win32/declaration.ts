/** The interfaces that a folder of sources declares, as TypeScript's own parser reads them. */
import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

export interface DeclaredMethod {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly type: string }[]
  readonly returns: string
  readonly comment: string
}

export interface DeclaredInterface {
  readonly name: string
  readonly comment: string
  readonly isUnknown: boolean
  readonly methods: readonly DeclaredMethod[]
}

/** Field → type of an interface that has no methods. */
export type DeclaredStructure = Readonly<Record<string, string>>

export function readInterfaces(pattern: string): ReadonlyMap<string, DeclaredInterface> {
  return new Map(
    declarations(pattern).map(({ file, node }) => [
      node.name.text,
      {
        name: node.name.text,
        comment: commentOf(file, node),
        isUnknown:
          node.heritageClauses?.some((clause) => clause.getText(file) === 'extends IUnknown') ?? false,
        methods: node.members.filter(ts.isMethodSignature).map((member) => ({
          name: member.name.getText(file),
          parameters: member.parameters.map((parameter) => ({
            name: parameter.name.getText(file),
            type: parameter.type?.getText(file) ?? '',
          })),
          returns: member.type?.getText(file) ?? '',
          comment: commentOf(file, member),
        })),
      },
    ]),
  )
}

export function readStructures(pattern: string): ReadonlyMap<string, DeclaredStructure> {
  return new Map(
    declarations(pattern).map(({ file, node }) => [
      node.name.text,
      Object.fromEntries(
        node.members
          .filter(ts.isPropertySignature)
          .map((member) => [member.name.getText(file), member.type?.getText(file) ?? '']),
      ),
    ]),
  )
}

function declarations(
  pattern: string,
): readonly { readonly file: ts.SourceFile; readonly node: ts.InterfaceDeclaration }[] {
  return globSync(pattern).flatMap((path) => {
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
    return file.statements.filter(ts.isInterfaceDeclaration).map((node) => ({ file, node }))
  })
}

/** The text of the comment before a node, on one line. */
function commentOf(file: ts.SourceFile, node: ts.Node): string {
  const text = file.text.slice(node.getFullStart(), node.getStart(file))
  return text
    .replace(/^\s*\/?\*+\/?/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}
