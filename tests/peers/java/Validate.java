import java.io.FileInputStream;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Validates certificates as Java does by itself, at the machine's time: it judges a responder's
 * certificate by that time whatever PKIXParameters say.
 *
 * Arguments: file of anchors, "ocsp" or "crl", files of lists until "--", files of certificates.
 * Says one line a certificate. A list that is not given is fetched where the certificate says.
 */
public class Validate {
    public static void main(String[] args) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Set<TrustAnchor> anchors = new HashSet<>();
        try (FileInputStream octets = new FileInputStream(args[0])) {
            for (Certificate anchor : factory.generateCertificates(octets)) {
                anchors.add(new TrustAnchor((X509Certificate) anchor, null));
            }
        }
        List<String> rest = List.of(args).subList(2, args.length);
        int end = rest.indexOf("--");
        PKIXParameters asked = new PKIXParameters(anchors);
        asked.setPolicyQualifiersRejected(false);
        List<Object> lists = new ArrayList<>();
        for (String path : rest.subList(0, end)) {
            try (FileInputStream octets = new FileInputStream(path)) {
                lists.add(factory.generateCRL(octets));
            }
        }
        asked.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
        for (String path : rest.subList(end + 1, rest.size())) {
            X509Certificate person = certificate(factory, path);
            System.out.println(verdict(factory, asked, args[1].equals("crl"), person));
        }
    }

    private static String verdict(
            CertificateFactory factory, PKIXParameters parameters, boolean crl, X509Certificate person)
            throws Exception {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(
                crl ? EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK) : EnumSet.of(Option.NO_FALLBACK));
        PKIXParameters asked = (PKIXParameters) parameters.clone();
        asked.addCertPathChecker(checker);
        try {
            validator.validate(factory.generateCertPath(List.of(person)), asked);
            return "VALID";
        } catch (CertPathValidatorException refusal) {
            String reason = "";
            if (refusal.getCause() instanceof CertificateRevokedException revoked) {
                reason = " " + revoked.getRevocationReason();
            }
            return refusal.getReason() + reason + ": " + refusal.getMessage();
        }
    }

    private static X509Certificate certificate(CertificateFactory factory, String path) throws Exception {
        try (FileInputStream octets = new FileInputStream(path)) {
            return (X509Certificate) factory.generateCertificate(octets);
        }
    }
}
