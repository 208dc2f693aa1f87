package portcullis.gateway.remember;

import portcullis.governance.seal.Seal;

/** The memory beyond this process, and what seals each entry before it leaves. */
public record Shared(SharedMemory memory, Seal seal) {}
