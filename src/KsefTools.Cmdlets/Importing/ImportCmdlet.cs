using System.Security;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Credentials;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Import.Probing;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;

namespace KsefTools.Cmdlets.Importing;

/// <summary>Reads what is imported and carries out a plan, one result a row as each is stored.</summary>
public abstract class ImportCmdlet : OfficeCmdlet
{
    /// <summary>One file that cannot be read leaves the others, unless it was the only one.</summary>
    private protected void Try(string path, bool isOnly, Action import)
    {
        try
        {
            import();
        }
        catch (Exception exception)
            when (exception is SpreadsheetException or SecretVaultException or OfficeFolderException)
        {
            var record = ErrorRecords.Of(exception, path);
            if (isOnly || exception is not SpreadsheetException)
                ThrowTerminatingError(record);
            WriteError(record);
        }
    }

    /// <summary>Asks for a password once, where a key needs one and none was given.</summary>
    private protected CertificateFolder ReadCertificates(
        IReadOnlyList<string> paths,
        IReadOnlyList<SecureString> given,
        IReadOnlyList<string> passwordFiles
    )
    {
        var passwords = given.Select(KeyMaterialCmdlet.Reveal).ToList();
        var folder = Read(new KeyPasswords(passwords, passwordFiles));
        if (folder.Locked == 0 || passwords.Count > 0 || passwordFiles.Count > 0)
            return folder;
        return PasswordPrompt.Ask(this, FolderSummary.Question(folder)) is { } typed
            ? Read(new KeyPasswords([KeyMaterialCmdlet.Reveal(typed)], []))
            : folder;

        CertificateFolder Read(KeyPasswords known)
        {
            var progress = new ThrottledProgress(WriteProgress, TimeProvider.System, FolderSummary.Reading);
            var read = Run(cancellation =>
                Task.Run(
                    () =>
                        CertificateFolderReader.Read(
                            paths,
                            known,
                            (done, total) => Pump.Post(() => progress.Report(done, total, "")),
                            cancellation
                        ),
                    cancellation
                )
            );
            progress.Complete();
            return read;
        }
    }

    /// <summary>Asks KSeF where tokens live, and tells before what that costs.</summary>
    private protected Spreadsheet Probe(OfficeFolder office, Spreadsheet sheet)
    {
        var probe = new EnvironmentProbe(office, AllowedEnvironments.OfUser());
        var tokens = probe.Find(sheet, StopToken).Count;
        if (tokens == 0)
            return sheet;
        this.Say(ProbeSentences.Cost(probe, tokens));
        var progress = new ThrottledProgress(WriteProgress, TimeProvider.System, ProbeSentences.Activity);
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                using var sessions = new ClientSessions(ksef.Vault, ksef.Sessions);
                sheet = await probe.RunAsync(
                    sheet,
                    sessions,
                    (done, total) => Pump.Post(() => progress.Report(done, total, "")),
                    cancellation
                );
            }
        );
        progress.Complete();
        return sheet;
    }

    /// <summary>Under -WhatIf, each row says what would become of it.</summary>
    private protected void Carry(OfficeFolder office, PlannedImport plan, string action)
    {
        var changes = plan.Rows.Count(row => row.Changes);
        List<KsefImportResult> results = [];
        if (changes > 0 && ShouldProcess(plan.Source, action))
        {
            Run(cancellation => StoreAsync(office, plan, results, cancellation));
            Tell(plan.Source, results, isPlan: false);
            this.Say(Importer.ClosingAdvice(plan.Source, results));
            return;
        }
        results.AddRange(plan.Rows.Select(row => row.ToResult(office)));
        WritePlan(results);
        Tell(plan.Source, results, isPlan: changes > 0);
    }

    /// <summary>Writes rows of which nothing was done: one that would be carried out says so, and no more.</summary>
    private protected void WritePlan(IEnumerable<KsefImportResult> results)
    {
        foreach (var result in results)
            WriteObject(
                result.Outcome is ImportOutcome.Imported or ImportOutcome.Replaced or ImportOutcome.Undone
                    ? result with
                    {
                        Outcome = ImportOutcome.Planned,
                    }
                    : result
            );
    }

    private async Task StoreAsync(
        OfficeFolder office,
        PlannedImport plan,
        List<KsefImportResult> results,
        CancellationToken cancellationToken
    )
    {
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Importing credentials", "Import poświadczeń")
        );
        var waits = UiText.Of(
            "waiting for another import into this office to end",
            "czekam, aż skończy się inny import do tego biura"
        );
        var importer = new Importer(office, SecretVault, TimeProvider.System, SecretHomes.OfUser())
        {
            Waiting = waited =>
                Pump.Post(() => progress.Report(0, plan.Rows.Count, $"{waits}, {waited.TotalSeconds:0} s")),
        };
        await foreach (var result in importer.RunAsync(plan, cancellationToken))
            Pump.Post(() =>
            {
                results.Add(result);
                WriteObject(result);
                progress.Report(results.Count, plan.Rows.Count, result.Name ?? "");
            });

        Pump.Post(progress.Complete);
    }

    private void Tell(string path, List<KsefImportResult> results, bool isPlan)
    {
        if (ImportSummary.Refusals(path, results) is { } refusals)
            WriteWarning(refusals);
        if (ImportSummary.Line(results, isPlan) is { } line)
            this.Say(line);
    }
}
