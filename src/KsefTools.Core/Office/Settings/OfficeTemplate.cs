using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Office.Settings;

/// <summary>The texts of a new office's files. Comments are for the person who owns the files from then on.</summary>
internal static class OfficeTemplate
{
    /// <summary>
    /// An office's folder is often a Git repository: keep out of it what is not a person's, and spreadsheets of tokens.
    /// </summary>
    public const string GitIgnore = """
        # What KsefTools remembers on this machine. Delete it only while Test-KsefOffice shows no interrupted run.
        .state/
        *.ksef-tmp
        # What audits found, client by client.
        audits/
        # Never commit lists of tokens, keys or certificates.
        *.csv
        *.xls
        *.xlsx
        *.key
        *.pem
        *.pfx
        *.p12

        """;

    public static string Settings(OfficeSetup setup)
    {
        var policy = new OfficePolicy();
        var vault = setup.Vault is null ? "# vault: KsefVault" : $"vault: {ScalarText.Of(setup.Vault)}";
        var otherEnvironments = string.Join(", ", setup.OtherEnvironments.Select(name => ScalarText.Of(name)));
        return $"""
            # The office: what holds for all its clients. A client's own file is clients/<nip>.yaml.
            # Secrets never stand in these files; they are in the vault, and the files hold their names.
            nip: {ScalarText.Quoted(setup.Nip.Value)}
            name: {ScalarText.Of(setup.Name)}
            # Stands in the names of the office's secrets, so that several offices can share a vault. Keep it when the
            # folder moves; to make a copy an office of its own, delete it there.
            id: {ScalarText.Quoted(setup.Id)}

            # production, demo, test or an address. A client's file may say otherwise.
            environment: {ScalarText.Of(setup.Environment)}

            # The SecretManagement vault for new secrets. Without it, the default vault of the session.
            {vault}

            # Who signs in for the office with a certificate, by the name that clients' files use. New-KsefIdentity adds
            # one: name, kind (seal: a NIP, person: a PESEL, or fingerprint), subject.
            identities: []

            policy:
              # Law in force: KSeF tokens work until this day.
              tokensEndOn: {LocalTime.Day(policy.TokensEndOn)}
              # Announced, not law: tokens issued by then may be used until this day. Empty: nothing is announced.
              tokensEndAnnounced: {LocalTime.Day(OfficeDefaults.TokensEndAnnounced)}
              # A token older than this should be replaced.
              rotateAfter: {Duration.Format(policy.RotateAfter)}
              # A token that has not signed in for this long counts as unused.
              unusedAfter: {Duration.Format(policy.UnusedAfter)}
              # What ends within this time should be renewed.
              renewBefore: {Duration.Format(policy.RenewBefore)}
              # Permissions that no client's credential should carry.
              neverPermissions: [{string.Join(", ", policy.NeverPermissions)}]
              # Where else to try a token that its own environment does not know, e.g. [test].
              otherEnvironments: [{otherEnvironments}]

              throttle:
                # Clients worked on at the same time.
                parallel: {policy.Throttle.Parallel}
                # Whether the limit on sign-in calls counts all of them together (shared) or each kind (per-endpoint).
                loginLimit: shared
                # The limits published for the API: sign-in calls per IP address, other calls per client.
                loginsPerSecond: {policy.Throttle.LoginsPerSecond}
                perSecond: {policy.Throttle.PerSecond}
                perMinute: {policy.Throttle.PerMinute}
                perHour: {policy.Throttle.PerHour}

            """.ReplaceLineEndings("\n");
    }
}
