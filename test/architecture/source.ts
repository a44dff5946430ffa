/** What the architecture test needs to know of one source file, read with TypeScript's own parser. */
import ts from 'typescript'

export interface Import {
  readonly specifier: string
  readonly line: number
  /** Erased at run time: `import type`, `export type … from`, `import('…').T`. */
  readonly typeOnly: boolean
}

export interface Use {
  /** `setTimeout`, `Date.now`, `new Date()`, `process` … */
  readonly what: string
  readonly line: number
}

export interface Source {
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** The globals and clock readings that the file uses. Names that it declares or imports itself do not count. */
  readonly uses: readonly Use[]
  readonly opensWithComment: boolean
}

/** Names that only Node.js has, or that wait, draw or read a clock: what a room may be forbidden. */
const WATCHED = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'process',
  'Buffer',
  'require',
  'global',
  '__dirname',
  '__filename',
])
const WATCHED_MEMBERS = new Set(['Date.now', 'Math.random', 'crypto.getRandomValues', 'crypto.randomUUID'])

export function readSource(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  const uses: Use[] = []
  const named: Use[] = [] // by bare name, which may yet turn out to be the file's own
  const declared = new Set<string>()
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
  const addImport = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined) return
    // A computed specifier cannot be held to any law: it is given as it is written, and no room allows it.
    const name = ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText(file)
    imports.push({ specifier: name, line: lineOf(node), typeOnly })
  }

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      addImport(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) {
      addImport(node, node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isImportTypeNode(node)) {
      addImport(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument, true)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      addImport(node, node.arguments[0], false)
    } else if (ts.isCallExpression(node) && isBuiltinRequest(node.expression)) {
      addImport(node, node.arguments[0], false)
    } else if (ts.isNewExpression(node) && isName(node.expression, 'Date') && node.arguments?.length === 0) {
      uses.push({ what: 'new Date()', line: lineOf(node) })
    } else if (ts.isPropertyAccessExpression(node)) {
      const object = unwrapGlobal(node.expression)
      if (object === undefined && WATCHED.has(node.name.text)) {
        uses.push({ what: node.name.text, line: lineOf(node) })
      } else if (object !== undefined && WATCHED_MEMBERS.has(`${object}.${node.name.text}`)) {
        uses.push({ what: `${object}.${node.name.text}`, line: lineOf(node) })
      }
    } else if (ts.isIdentifier(node)) {
      if (isDeclaredBy(node)) declared.add(node.text)
      else if (WATCHED.has(node.text) && isValue(node)) named.push({ what: node.text, line: lineOf(node) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)

  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    uses: [...uses, ...named.filter(({ what }) => !declared.has(what))],
    opensWithComment: opensWithComment(file, text),
  }
}

/** A doc comment at the head of the file, or of the first thing after its imports. */
function opensWithComment(file: ts.SourceFile, text: string): boolean {
  const first = file.statements.find((statement) => !ts.isImportDeclaration(statement))
  return [file.statements[0], first].some((statement) => {
    const comments = ts.getLeadingCommentRanges(text, statement?.getFullStart() ?? 0) ?? []
    return comments.some(({ pos }) => text.startsWith('/**', pos))
  })
}

/** The name that a member is taken of; nothing when that is the global object itself; '' for any other expression. */
function unwrapGlobal(expression: ts.Expression): string | undefined {
  if (isName(expression, 'globalThis')) return undefined
  if (ts.isIdentifier(expression)) return expression.text
  if (ts.isPropertyAccessExpression(expression) && isName(expression.expression, 'globalThis')) {
    return expression.name.text
  }
  return ''
}

/** `process.getBuiltinModule`: an import by another name. */
function isBuiltinRequest(callee: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'getBuiltinModule'
}

function isName(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name
}

function isDeclaredBy(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isImportSpecifier(parent) ||
      ts.isImportClause(parent) ||
      ts.isNamespaceImport(parent)) &&
    parent.name === node
  )
}

/** Whether the identifier stands for a value of its own: not a member's name, a key, a label or a type. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent) || ts.isTypeQueryNode(parent)) return false
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
    return false
  }
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  if (ts.isPropertyDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node
  return !(
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isAccessor(parent)
  )
}
