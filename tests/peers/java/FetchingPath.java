import java.io.FileInputStream;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Validates one certificate under one anchor and policy, fetching the list that it names. */
public class FetchingPath {
    public static void main(String[] args) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate anchor = read(factory, args[0]);
        X509Certificate person = read(factory, args[1]);
        PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        asked.setDate(new Date(Long.parseLong(args[2]) * 1000));
        asked.setInitialPolicies(Set.of(args[3]));
        asked.setExplicitPolicyRequired(true);
        asked.setPolicyQualifiersRejected(Boolean.parseBoolean(args[4]));
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
        asked.addCertPathChecker(checker);
        try {
            validator.validate(factory.generateCertPath(List.of(person)), asked);
            System.out.println("VALID");
        } catch (CertPathValidatorException refusal) {
            System.out.println("REFUSED " + refusal.getReason() + ": " + refusal.getMessage());
        }
    }

    private static X509Certificate read(CertificateFactory factory, String path) throws Exception {
        try (FileInputStream octets = new FileInputStream(path)) {
            return (X509Certificate) factory.generateCertificate(octets);
        }
    }
}
