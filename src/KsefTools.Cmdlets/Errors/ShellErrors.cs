using KsefTools.Core;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Errors;

/// <summary>The sentences of what the shell itself refuses; each names file or client and the next command.</summary>
internal static class ShellErrors
{
    internal static ShellException ProfileNotFound(OfficeFolder office, string nip) =>
        new(
            ErrorKinds.ProfileNotFound,
            ClientId.TryParse(nip, out _)
                ? UiText.Of(
                    $"Office '{office.Path}' has no client {nip}. Add one: {New(nip)}",
                    $"Biuro '{office.Path}' nie ma klienta {nip}. Dodaj go: {New(nip)}"
                )
                : UiText.Of(
                    $"{QuotedText.Of(nip)} is not a NIP (ten digits, of which the last is a check digit), so office "
                        + $"'{office.Path}' has no such client.{ByPattern(" By name: ", "Name", nip)}",
                    $"{QuotedText.Of(nip)} to nie NIP (dziesięć cyfr, z których ostatnia jest kontrolna), więc biuro "
                        + $"'{office.Path}' nie ma takiego klienta.{ByPattern(" Po nazwie: ", "Name", nip)}"
                )
        );

    internal static ShellException IdentityForClient(string name) =>
        new(
            ErrorKinds.ParameterMissing,
            UiText.Of(
                $"{QuotedText.Of(name)} is an identity of the office, and not a client's NIP: type -Identity "
                    + CommandText.Quote(name),
                $"{QuotedText.Of(name)} to tożsamość biura, a nie NIP klienta: wpisz -Identity "
                    + CommandText.Quote(name)
            )
        );

    internal static ShellException IdentityForSerialNumber(OfficeIdentity identity)
    {
        var list = CommandText.Of("Get-KsefCertificate").With(identity.Name);
        return new(
            ErrorKinds.ParameterMissing,
            UiText.Of(
                $"{QuotedText.Of(identity.Name)} is an identity of the office, and a certificate is named by its "
                    + $"serial number: {list} lists them.",
                $"{QuotedText.Of(identity.Name)} to tożsamość biura, a certyfikat wskazuje się numerem seryjnym: "
                    + $"podaje go {list}."
            )
        );
    }

    internal static ShellException SeveralFiles(string pattern, IReadOnlyCollection<string> files) =>
        new(
            ErrorKinds.FilesAmbiguous,
            UiText.Of(
                $"{QuotedText.Of(pattern)} matches {files.Count} files; name the one to be used.",
                $"Do {QuotedText.Of(pattern)} pasuje kilka plików ({files.Count}); podaj ten, który ma być użyty."
            )
        );

    internal static ShellException NobodyChosen(OfficeFolder office, string parameter, string text) =>
        new(
            ErrorKinds.ProfileNotFound,
            UiText.Of(
                $"Office '{office.Path}' has no client for -{parameter} {QuotedText.Of(text)} here."
                    + ByPattern(" A part of it is found by a pattern: ", parameter, text),
                $"Biuro '{office.Path}' nie ma tu klienta dla -{parameter} {QuotedText.Of(text)}."
                    + ByPattern(" Część tekstu znajdzie wzorzec: ", parameter, text)
            )
        );

    internal static ShellException InputNamesNobody(IReadOnlyList<string> parameters)
    {
        var names = string.Join(", ", parameters);
        return new(
            ErrorKinds.InputNamesNobody,
            UiText.Of(
                $"The input names nothing to work on ({names}); nothing was done for it.",
                $"Dane wejściowe nie wskazują, na czym pracować ({names}); niczego z nimi nie zrobiono."
            )
        );
    }

    internal static ShellException ProfileExists(ProfileReadResult profile) =>
        new(
            ErrorKinds.ProfileExists,
            UiText.Of(
                $"Client {profile.Nip} has a profile already: '{profile.Path}'. Change it: "
                    + $"{CommandText.Of("Set-KsefProfile").With(profile.Nip ?? "")}",
                $"Klient {profile.Nip} ma już profil: '{profile.Path}'. Zmień go: "
                    + $"{CommandText.Of("Set-KsefProfile").With(profile.Nip ?? "")}"
            )
        );

    internal static ShellException EnvironmentNotAllowed(string sentence) =>
        new(ErrorKinds.EnvironmentNotAllowed, sentence);

    internal static ShellException EnvironmentNotApproved(string name) =>
        new(
            ErrorKinds.EnvironmentNotApproved,
            UiText.Of(
                $"{name} was never approved by this user.",
                $"{name} nie było dopuszczone przez tego użytkownika."
            )
        );

    internal static ShellException CredentialNotFound(ClientProfile profile, string? secretName) =>
        new(
            ErrorKinds.CredentialNotFound,
            secretName is null
                ? UiText.Of(
                    $"Client {profile.Nip} ({profile.Name}) has no credential. See '{profile.Path}'.",
                    $"Klient {profile.Nip} ({profile.Name}) nie ma poświadczenia. Zobacz '{profile.Path}'."
                )
                : UiText.Of(
                    $"Client {profile.Nip} ({profile.Name}) has no credential {QuotedText.Of(secretName)}. See "
                        + $"{See(profile)}.",
                    $"Klient {profile.Nip} ({profile.Name}) nie ma poświadczenia {QuotedText.Of(secretName)}. Zobacz "
                        + $"{See(profile)}."
                )
        );

    internal static ShellException CertificateNotFound(ClientProfile profile) =>
        new(
            ErrorKinds.CredentialNotFound,
            UiText.Of(
                $"Client {profile.Nip} ({profile.Name}) has no certificate that could be exported. See {See(profile)}.",
                $"Klient {profile.Nip} ({profile.Name}) nie ma certyfikatu do wyeksportowania. Zobacz {See(profile)}."
            )
        );

    internal static ShellException CertificateNotFound(OfficeIdentity identity) =>
        new(
            ErrorKinds.CredentialNotFound,
            UiText.Of(
                $"Identity {QuotedText.Of(identity.Name)} has no such certificate in the vault that could be exported.",
                $"Tożsamość {QuotedText.Of(identity.Name)} nie ma w magazynie takiego certyfikatu do wyeksportowania."
            )
        );

    internal static ShellException NobodyToAsk(string question) =>
        new(
            ErrorKinds.NobodyToAsk,
            UiText.Of(
                $"Nothing was done, because nobody can be asked here: {question}",
                $"Niczego nie zrobiono, bo nie ma tu kogo zapytać: {question}"
            )
        );

    internal static ShellException ParameterMissing(string given, string missing) =>
        new(
            ErrorKinds.ParameterMissing,
            UiText.Of(
                $"-{given} means something only together with -{missing}.",
                $"-{given} ma znaczenie tylko razem z -{missing}."
            )
        );

    internal static ShellException GranteeMissing() =>
        new(
            ErrorKinds.ParameterMissing,
            UiText.Of(
                "Say who gets the permissions: -Office, -EntityNip, -Pesel, -PersonNip or -Fingerprint.",
                "Podaj, kto ma dostać uprawnienia: -Office, -EntityNip, -Pesel, -PersonNip albo -Fingerprint."
            )
        );

    internal static ShellException PasswordEmpty() =>
        new(
            ErrorKinds.PasswordEmpty,
            UiText.Of(
                "A private key leaves the vault only under a password, and the one given is empty.",
                "Klucz prywatny opuszcza magazyn tylko pod hasłem, a podane hasło jest puste."
            )
        );

    internal static ShellException CredentialAmbiguous(ClientProfile profile, IEnumerable<string?> secretNames)
    {
        var names = string.Join(", ", secretNames);
        return new(
            ErrorKinds.CredentialAmbiguous,
            UiText.Of(
                $"Client {profile.Nip} ({profile.Name}) has several credentials: {names}. Name one with -SecretName.",
                $"Klient {profile.Nip} ({profile.Name}) ma kilka poświadczeń: {names}. Wskaż jedno przez -SecretName."
            )
        );
    }

    internal static ShellException TokenMalformed(ClientProfile profile) =>
        new(
            ErrorKinds.TokenMalformed,
            UiText.Of(
                $"What was given for {profile.Nip} ({profile.Name}) is not a KSeF token: reference|context|secret. "
                    + "Nothing was stored.",
                $"To, co podano dla {profile.Nip} ({profile.Name}), nie jest tokenem KSeF: numer|kontekst|sekret. "
                    + "Niczego nie zapisano."
            )
        );

    internal static ShellException TokenOfAnotherClient(ClientProfile profile, string context) =>
        new(
            ErrorKinds.TokenOfAnotherClient,
            UiText.Of(
                $"The token was made for {context}, not for {profile.Nip} ({profile.Name}). Nothing was stored.",
                $"Token powstał dla {context}, a nie dla {profile.Nip} ({profile.Name}). Niczego nie zapisano."
            )
        );

    internal static ShellException NobodyAtHome(OfficeFolder office) =>
        new(
            ErrorKinds.IdentityNotFound,
            UiText.Of(
                $"Office '{office.Path}' has no identity with a certificate that could sign in to its own context. Get "
                    + "one: Request-KsefCertificate.",
                $"Biuro '{office.Path}' nie ma tożsamości z certyfikatem, którym można się zalogować w jego własnym "
                    + "kontekście. Uzyskaj go: Request-KsefCertificate."
            )
        );

    internal static ShellException IdentityNotFound(OfficeFolder office, string name) =>
        new(
            ErrorKinds.IdentityNotFound,
            UiText.Of(
                $"Office '{office.Path}' has no identity {QuotedText.Of(name)}. It has: {Identities(office)}.",
                $"Biuro '{office.Path}' nie ma tożsamości {QuotedText.Of(name)}. Ma: {Identities(office)}."
            )
        );

    private static string Identities(OfficeFolder office) =>
        office.Settings.Identities.Count == 0
            ? UiText.Of("none", "żadnych")
            : string.Join(", ", office.Settings.Identities.Select(identity => identity.Name));

    internal static ShellException CodeUnknown(string code, IEnumerable<string> known)
    {
        var nearest = NearestText.Of(code, [.. known.Distinct(StringComparer.Ordinal)]);
        var meant = nearest is null ? "" : UiText.Of($" Did you mean {nearest}?", $" Czy chodziło o {nearest}?");
        return new(
            ErrorKinds.CodeUnknown,
            UiText.Of(
                $"{QuotedText.Of(code)} is neither a finding nor an error of this module.{meant}",
                $"{QuotedText.Of(code)} to ani kod audytu, ani błąd tego modułu.{meant}"
            )
        );
    }

    internal static ShellException IdentityExists(string name) =>
        new(
            ErrorKinds.IdentityExists,
            UiText.Of(
                $"The office has an identity {QuotedText.Of(name)} already; nothing was changed.",
                $"Biuro ma już tożsamość {QuotedText.Of(name)}; nic nie zmieniono."
            )
        );

    internal static ShellException IdentityHasCertificate(OfficeIdentity identity) =>
        new(
            ErrorKinds.IdentityExists,
            UiText.Of(
                $"Identity {QuotedText.Of(identity.Name)} has a certificate of {SettingsDifference.Subject(identity)}, "
                    + "which serves nobody else. Add another identity instead.",
                $"Tożsamość {QuotedText.Of(identity.Name)} ma certyfikat, który należy do "
                    + $"{SettingsDifference.Subject(identity)}. Dla kogoś innego dodaj osobną tożsamość."
            )
        );

    internal static ShellException IdentityServes(OfficeIdentity identity, IReadOnlyList<string> clients) =>
        new(
            ErrorKinds.IdentityInUse,
            UiText.Of(
                $"Identity {QuotedText.Of(identity.Name)} serves {Counted.Of(clients.Count, "client", "clients")}: "
                    + $"{Some(clients)}. Nothing was removed.",
                $"Tożsamość {QuotedText.Of(identity.Name)} obsługuje "
                    + $"{Counted.Of(clients.Count, "klienta", "klientów", "klientów")}: {Some(clients)}. Niczego nie "
                    + "usunięto."
            )
        );

    internal static ShellException ReportFormatUnknown(string path) =>
        new(
            ErrorKinds.ReportFormatUnknown,
            UiText.Of(
                $"The ending of {QuotedText.Of(path)} does not say what to write.",
                $"Rozszerzenie {QuotedText.Of(path)} nie mówi, co zapisać."
            )
        );

    internal static ShellException NotifierInvalid(string sentence) => new(ErrorKinds.NotifierInvalid, sentence);

    internal static ShellException GrantInvalid(string sentence) => new(ErrorKinds.GrantInvalid, sentence);

    private static string See(ClientProfile profile) => CommandText.Of("Get-KsefCredential").With(profile.Nip.Value);

    private static string New(string nip) => CommandText.Of("New-KsefProfile").With(nip).Literally("-Name '…'");

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(3)) + (names.Count > 3 ? ", …" : "");

    // Nothing of a text that could be a secret.
    private static string ByPattern(string before, string parameter, string text) =>
        QuotedText.Target(text) is string shown && shown == text
            ? $"{before}-{parameter} {CommandText.Quote($"*{text}*")}"
            : "";
}
