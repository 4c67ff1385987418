package org.dixwatcher.cli;

/** What arrived is no request that this server serves. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    /**
     * Refuses a request.
     *
     * @param status of HTTP
     * @param reason what is wrong, in one line
     */
    BadRequestException(int status, String reason) {
        super(reason);
        this.reason = reason;
        this.status = status;
    }

    String reason() {
        return reason;
    }

    int status() {
        return status;
    }
}
