/** Where it answers questions, over TLS. */
export const QDRANT_PORT = 6333;
/** Where its pods talk to each other; no key is asked for there, a certificate of its authority is. */
export const QDRANT_P2P_PORT = 6335;
