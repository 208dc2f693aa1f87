package portcullis.testkit.provider;

import java.util.Map;

/** One HTTP request, read whole. Header names are in lower case. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(
        String method, String path, Map<String, String> headers, byte[] body, long arrivedAt) {}
