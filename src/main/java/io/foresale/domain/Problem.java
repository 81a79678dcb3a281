package io.foresale.domain;

/**
 * What a person needs to mend a failure.
 *
 * @param subject the object, line or field it is about
 * @param wanted what was wanted there
 * @param got what came, already masked and short; see {@link Quoted}
 * @param remedy what to do
 */
public record Problem(String subject, String wanted, String got, String remedy) {

    /** All of it in one line. */
    public String sentence() {
        return subject + ": wanted " + wanted + ", got " + got + "; " + remedy;
    }
}
