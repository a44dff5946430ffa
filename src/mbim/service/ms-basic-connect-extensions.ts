/**
 * What Microsoft added to basic connectivity: contexts with an IP type, slots, LTE and 5G, and the negotiation of the
 * extension version itself. Windows drivers documentation, "Mobile Broadband", MBIMEx 1.0 to 4.0.
 */
export * from './ms-basic-connect-extensions/cell.ts'
export * from './ms-basic-connect-extensions/context.ts'
export * from './ms-basic-connect-extensions/device.ts'
export * from './ms-basic-connect-extensions/network.ts'
export * from './ms-basic-connect-extensions/service.ts'
