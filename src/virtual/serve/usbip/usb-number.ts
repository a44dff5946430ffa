/** Numbers that all devices here say of themselves on USB. */

/**
 * For tests, which pid.codes gives to nobody: https://pid.codes/1209/0001/. A kernel finds its driver by the classes of the
 * interfaces, and nothing that knows a maker's peculiarities may take the virtual modem for that maker's. They must not leave for
 * devices that are made or sold.
 */
export const TEST_VENDOR = 0x1209

/** Interfaces that belong together say so by these (USB-IF, interface association). */
export const ASSOCIATED = [0xef, 0x02, 0x01] as const

/** The type of a functional descriptor (USB CDC 1.2 §5.2.3). */
export const CS_INTERFACE = 0x24
