import java.io.FileInputStream;
import java.net.URI;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Validates one certificate under one anchor, asking one responder about it. */
public class AskingPath {
    public static void main(String[] args) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate anchor = read(factory, args[0]);
        X509Certificate person = read(factory, args[1]);
        PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        asked.setDate(new Date(Long.parseLong(args[2]) * 1000));
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(Option.NO_FALLBACK, Option.ONLY_END_ENTITY));
        checker.setOcspResponder(URI.create(args[3]));
        asked.addCertPathChecker(checker);
        try {
            validator.validate(factory.generateCertPath(List.of(person)), asked);
            System.out.println("VALID");
        } catch (CertPathValidatorException refusal) {
            Object why = refusal.getCause() instanceof CertificateRevokedException
                ? ((CertificateRevokedException) refusal.getCause()).getRevocationReason()
                : refusal.getMessage();
            System.out.println("REFUSED " + refusal.getReason() + ": " + why);
        }
    }

    private static X509Certificate read(CertificateFactory factory, String path) throws Exception {
        try (FileInputStream octets = new FileInputStream(path)) {
            return (X509Certificate) factory.generateCertificate(octets);
        }
    }
}
