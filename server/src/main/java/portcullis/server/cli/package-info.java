/**
 * Enters: words of the command line. Leaves: work done and a number for the shell. Never: prints a
 * secret twice, or mixes notes into what a program reads.
 */
@NullMarked
package portcullis.server.cli;

import org.jspecify.annotations.NullMarked;
