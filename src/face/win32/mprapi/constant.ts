/** The constants of mprapi.h and the headers it includes. */

/** What makes an interface unreachable: bits of fUnReachabilityReasons. */
export const MPR_INTERFACE_OUT_OF_RESOURCES = 1 // no port or device free
export const MPR_INTERFACE_ADMIN_DISABLED = 2 // disabled by the administrator
export const MPR_INTERFACE_CONNECTION_FAILURE = 4 // the last attempt failed; number in dwLastError
export const MPR_INTERFACE_SERVICE_PAUSED = 8 // service paused
export const MPR_INTERFACE_DIALOUT_HOURS_RESTRICTION = 16 // no dial-out at this hour
export const MPR_INTERFACE_NO_MEDIA_SENSE = 32 // cable unplugged (LAN)
export const MPR_INTERFACE_NO_DEVICE = 64 // network card removed (LAN)

/** Transports. */
export const PID_IP = 33
export const PID_ATALK = 41
export const PID_IPX = 43
export const PID_NBF = 63
export const PID_IPV6 = 87

/** Longest names, in characters, without the end. */
export const MAX_INTERFACE_NAME_LEN = 256
export const MAX_TRANSPORT_NAME_LEN = 40
export const MAX_MEDIA_NAME = 16
export const MAX_PORT_NAME = 16
export const MAX_DEVICE_NAME = 128
export const MAX_PHONE_NUMBER_LEN = 128
export const MAX_DEVICETYPE_NAME = 16
export const IPADDRESSLEN = 15
export const IPXADDRESSLEN = 22
export const ATADDRESSLEN = 32
export const MAXIPADRESSLEN = 64
export const UNLEN = 256
export const PWLEN = 256
export const DNLEN = 15
export const CNLEN = 15
export const UNCLEN = 17
export const NETBIOS_NAME_LEN = 16
export const MPR_MaxDeviceType = 16
export const MPR_MaxPhoneNumber = 128
export const MPR_MaxIpAddress = 15
export const MPR_MaxIpxAddress = 21
export const MPR_MaxEntryName = 256
export const MPR_MaxDeviceName = 128
export const MPR_MaxCallbackNumber = 128
export const MPR_MaxAreaCode = 10
export const MPR_MaxPadType = 32
export const MPR_MaxX25Address = 200
export const MPR_MaxFacilities = 200
export const MPR_MaxUserData = 200

/** Options of a phone-book entry: bits of dwfOptions. */
export const MPRIO_SpecificIpAddr = 2 // ask for ipaddr
export const MPRIO_SpecificNameServers = 4 // use the four name-server fields
export const MPRIO_IpHeaderCompression = 8 // negotiate IP header compression
export const MPRIO_RemoteDefaultGateway = 16 // default route through the link while it is up
export const MPRIO_DisableLcpExtensions = 32 // no LCP extensions (breaks callback, among others)
export const MPRIO_SwCompression = 512 // negotiate software compression
export const MPRIO_RequireEncryptedPw = 1024 // no PAP
export const MPRIO_RequireMsEncryptedPw = 2048 // only the MS-CHAP family; overrides the previous one
export const MPRIO_RequireDataEncryption = 4096
export const MPRIO_NetworkLogon = 8192 // log on to the network afterwards
export const MPRIO_UseLogonCredentials = 16384 // use the current user's credentials
export const MPRIO_PromoteAlternates = 32768 // an alternate number that worked becomes the primary one
export const MPRIO_SecureLocalFiles = 0x10000 // check for existing file/printer bindings first
export const MPRIO_RequireEAP = 0x20000 // EAP
export const MPRIO_RequirePAP = 0x40000 // PAP
export const MPRIO_RequireSPAP = 0x80000 // SPAP
export const MPRIO_SharedPhoneNumbers = 0x800000 // all links share the numbers
export const MPRIO_RequireMachineCertificates = 0x1000000 // IKEv2: machine certificate
export const MPRIO_UsePreSharedKeyForIkev2Initiator = 0x2000000 // IKEv2: pre-shared key when initiating
export const MPRIO_UsePreSharedKeyForIkev2Responder = 0x4000000 // IKEv2: pre-shared key when responding
export const MPRIO_RequireCHAP = 0x8000000 // CHAP
export const MPRIO_RequireMsCHAP = 0x10000000 // MS-CHAP
export const MPRIO_RequireMsCHAP2 = 0x20000000 // MS-CHAP v2
export const MPRIO_IpSecPreSharedKey = 0x80000000 // L2TP: pre-shared key

/** Network protocols: bits of dwfNetProtocols. */
export const MPRNP_Ipx = 2
export const MPRNP_Ip = 4
export const MPRNP_Ipv6 = 8

/** Special values of dwIdleDisconnectSeconds. */
export const MPRIDS_UseGlobalValue = 0
export const MPRIDS_Disabled = 0xffffffff

/** What a device serves. */
export const MPR_ENABLE_RAS_ON_DEVICE = 1
export const MPR_ENABLE_ROUTING_ON_DEVICE = 2

/** Kinds of connections: bits of dwConnectionFlags. */
export const RAS_FLAGS_PPP_CONNECTION = 1
export const RAS_FLAGS_MESSENGER_PRESENT = 2
export const RAS_FLAGS_RAS_CONNECTION = 4
export const RAS_FLAGS_QUARANTINE_PRESENT = 8
export const RAS_FLAGS_ARAP_CONNECTION = 16
export const RAS_FLAGS_IKEV2_CONNECTION = 16
export const RAS_FLAGS_DORMANT = 32

/** Rights of a user. */
export const RASPRIV_NoCallback = 1
export const RASPRIV_AdminSetCallback = 2
export const RASPRIV_CallerSetCallback = 4
export const RASPRIV_DialinPrivilege = 8
export const RASPRIV_CallbackType = 7
export const RASPRIV2_DialinPolicy = 1

/** What PPP negotiated. */
export const PPP_IPCP_VJ = 1
export const RASCCPCA_STAC = 5
export const RASCCPCA_MPPC = 6
export const PPP_CCP_COMPRESSION = 1
export const PPP_CCP_ENCRYPTION40BITOLD = 16
export const PPP_CCP_ENCRYPTION40BIT = 32
export const PPP_CCP_ENCRYPTION128BIT = 64
export const PPP_CCP_ENCRYPTION56BIT = 128
export const PPP_CCP_HISTORYLESS = 0x1000000
export const PPP_LCP_PAP = 49187
export const PPP_LCP_SPAP = 49191
export const PPP_LCP_CHAP = 49699
export const PPP_LCP_EAP = 49703
export const PPP_LCP_CHAP_MD5 = 5
export const PPP_LCP_CHAP_MS = 128
export const PPP_LCP_CHAP_MSV2 = 129
export const PPP_LCP_MULTILINK_FRAMING = 1
export const PPP_LCP_PFC = 2
export const PPP_LCP_ACFC = 4
export const PPP_LCP_SSHF = 8
export const PPP_LCP_DES_56 = 16
export const PPP_LCP_3_DES = 32
export const PPP_LCP_AES_128 = 64
export const PPP_LCP_AES_256 = 128
export const PPP_LCP_AES_192 = 256
export const PPP_LCP_GCM_AES_128 = 512
export const PPP_LCP_GCM_AES_192 = 1024
export const PPP_LCP_GCM_AES_256 = 2048

/** Objects with a header. */
export const MPRAPI_PPP_PROJECTION_INFO_TYPE = 1
export const MPRAPI_IKEV2_PROJECTION_INFO_TYPE = 2
export const MPRAPI_IKEV2_AUTH_USING_CERT = 1
export const MPRAPI_IKEV2_AUTH_USING_EAP = 2
export const MPRAPI_IKEV2_SET_TUNNEL_CONFIG_PARAMS = 1
export const MPRAPI_IF_CUSTOM_CONFIG_FOR_IKEV2 = 1
export const MPRAPI_SET_CONFIG_PROTOCOL_FOR_PPTP = 1
export const MPRAPI_SET_CONFIG_PROTOCOL_FOR_L2TP = 2
export const MPRAPI_SET_CONFIG_PROTOCOL_FOR_SSTP = 4
export const MPRAPI_SET_CONFIG_PROTOCOL_FOR_IKEV2 = 8
export const MPRAPI_SET_CONFIG_PROTOCOL_FOR_GRE = 16
export const MPRAPI_RAS_CONNECTION_OBJECT_REVISION_1 = 1
export const MPRAPI_MPR_SERVER_OBJECT_REVISION_1 = 1
export const MPRAPI_MPR_SERVER_SET_CONFIG_OBJECT_REVISION_1 = 1

/** Administrative state of a transport. */
export const IF_ADMIN_STATUS_UP = 1
export const IF_ADMIN_STATUS_DOWN = 2

/** Roles of the service: bits of RouterType. */
export const ROUTER_TYPE_RAS = 1
export const ROUTER_TYPE_LAN = 2
export const ROUTER_TYPE_WAN = 4
export const IPV6_ROUTER_TYPE_RAS = 8
export const IPV6_ROUTER_TYPE_LAN = 16
export const IPV6_ROUTER_TYPE_WAN = 32

/** Blocks of an information header. */
export const IP_IN_FILTER_INFO = 0xffff0001
export const IP_OUT_FILTER_INFO = 0xffff0002
export const IP_GLOBAL_INFO = 0xffff0003
export const IP_INTERFACE_STATUS_INFO = 0xffff0004 // INTERFACE_STATUS_INFO | any
export const IP_ROUTE_INFO = 0xffff0005
export const IP_PROT_PRIORITY_INFO = 0xffff0006
export const IP_ROUTER_DISC_INFO = 0xffff0007
export const IP_DEMAND_DIAL_FILTER_INFO = 0xffff0009
export const IP_MCAST_HEARTBEAT_INFO = 0xffff000a
export const IP_MCAST_BOUNDARY_INFO = 0xffff000b
export const IP_IPINIP_CFG_INFO = 0xffff000c
export const IP_IFFILTER_INFO = 0xffff000d
export const IP_MCAST_LIMIT_INFO = 0xffff000e
export const IPV6_GLOBAL_INFO = 0xffff000f
export const IP_IN_FILTER_INFO_V6 = 0xffff0011
export const IP_OUT_FILTER_INFO_V6 = 0xffff0012
export const IP_DEMAND_DIAL_FILTER_INFO_V6 = 0xffff0013 // IPv6 demand-dial filter | FULL_ROUTER, HOME_ROUTER
export const IP_IFFILTER_INFO_V6 = 0xffff0014
export const IP_FILTER_ENABLE_INFO = 0xffff0015
export const IP_FILTER_ENABLE_INFO_V6 = 0xffff0016
export const IP_PROT_PRIORITY_INFO_EX = 0xffff0017

/** Notifications of remote access clients (ras.h). */
export const RASCN_Connection = 1
export const RASCN_Disconnection = 2
export const RASCN_BandwidthAdded = 4
export const RASCN_BandwidthRemoved = 8

/** Kinds of devices, as text. */
export const RRAS_SERVICE_NAME = 'RemoteAccess'
export const MPRDT_Modem = 'modem'
export const MPRDT_Isdn = 'isdn'
export const MPRDT_X25 = 'x25'
export const MPRDT_Vpn = 'vpn'
export const MPRDT_Pad = 'pad'
export const MPRDT_Generic = 'GENERIC'
export const MPRDT_Serial = 'SERIAL'
export const MPRDT_FrameRelay = 'FRAMERELAY'
export const MPRDT_Atm = 'ATM'
export const MPRDT_Sonet = 'SONET'
export const MPRDT_SW56 = 'SW56'
export const MPRDT_Irda = 'IRDA'
export const MPRDT_Parallel = 'PARALLEL'
