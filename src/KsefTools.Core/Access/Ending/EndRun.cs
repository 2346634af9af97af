using KsefTools.Core.Access.Ending.Papers;
using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Letters;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Access.Ending;

/// <summary>
/// The steps of one client, or of the office itself: asked for, recorded, taken one after the other, told. What an
/// earlier run had done before it was killed is in its record, and told again.
/// </summary>
internal sealed class EndRun(EndScene scene, KsefEnvironment environment, ContextIdentifier context, string name)
{
    private const string EndedStep = "ended";

    private string? _remedy;

    /// <summary>The client's profile; null for the office itself.</summary>
    public ClientProfile? Profile { get; init; }

    /// <summary>Why the client could not be looked at; null where it was.</summary>
    public Exception? Failure { get; init; }

    private string? Leaver => scene.LeaverText;

    private string Subject => scene.SubjectAt(environment, context);

    /// <summary>Takes them; null where a person has declined.</summary>
    public async Task<KsefAccessEnd?> RunAsync(IReadOnlyList<EndStep> steps, CancellationToken cancellationToken)
    {
        var plan = Noun([.. steps.Select(step => step.ToNoun(step.Known ?? new StepEnd(AccessEndOutcome.Planned)))]);
        if (scene.Options.OnlyPlan || Failure is not null || !steps.Any(step => step.IsToDo))
            return Told(plan);
        if (scene.Options.Confirm is { } ask && !await ask(plan, cancellationToken))
            return null;
        using var held = SubjectLock.TryTake(scene.Office, OperationKind.Departure.Name, Subject);
        if (held is null)
            return plan with { Outcome = AccessEndOutcome.Busy, Reason = EndingSentences.Busy() };
        using var record = Resume() ?? Begin();
        var taken = await TakeAsync(steps, record, cancellationToken);
        var all = Noun([.. Earlier(record, taken), .. taken]) with { WasResumed = record.WasResumed };
        var told = Told(all);
        if (record.Conclude() is { } unfinished)
            scene.Options.Warn?.Invoke($"{context.Value}: {unfinished}");
        return told;
    }

    private async Task<List<KsefAccessStep>> TakeAsync(
        IReadOnlyList<EndStep> steps,
        OperationRecord record,
        CancellationToken cancellationToken
    )
    {
        var runner = new StepRunner(scene, environment, context);
        var taken = new List<KsefAccessStep>();
        var stuck = EndTurn.Way;
        foreach (var step in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Who takes permissions back goes only after them: else nobody could try again.
            var mustWait = stuck < step.Turn && step.Turn is not EndTurn.Way;
            var end = mustWait
                ? new StepEnd(AccessEndOutcome.InProgress, EndingSentences.WaitsForEarlier())
                : await runner.RunAsync(step, cancellationToken);
            if (IsStuck(step, end.Outcome) && step.Turn < stuck)
                stuck = step.Turn;
            if (step is { IsToDo: true, Identity: { } identity } && stuck is EndTurn.Way && !IsStuck(step, end.Outcome))
                Forget(entry => OfficeIdentity.Names.Equals(entry.Identity, identity));
            if (step is { Certificate: not null, Reference: { } serial } && IsOver(end.Outcome))
                Forget(entry =>
                    entry is { Kind: CredentialKind.Certificate, Secret: not null }
                    && (
                        entry.Serial is null
                            ? entry.IsOf(step.SecretName, step.Vault, scene.Office)
                            : string.Equals(entry.Serial, serial, StringComparison.OrdinalIgnoreCase)
                    )
                );
            record.Write(EndedStep, FieldsOf(step, end));
            taken.Add(step.ToNoun(end));
            if (end.Remedy is { } remedy)
                _remedy ??= remedy;
        }
        return taken;
    }

    private static (string Name, string? Value)[] FieldsOf(EndStep step, StepEnd end) =>
        [
            ("key", step.Key),
            ("kind", step.Kind.ToString()),
            ("what", step.What),
            ("holder", step.Holder),
            ("reference", step.Reference),
            ("outcome", end.Outcome.ToString()),
            ("ksef", end.KsefReference),
            ("proof", end.Proof),
        ];

    /// <summary>What an earlier, killed run had ended, and this one found gone.</summary>
    private static IEnumerable<KsefAccessStep> Earlier(OperationRecord record, List<KsefAccessStep> taken)
    {
        if (!record.WasResumed)
            yield break;
        var before = record
            .All(EndedStep)
            .Where(line =>
                Enum.TryParse<AccessKind>(line["kind"], out _)
                && line["outcome"] is nameof(AccessEndOutcome.Ended) or nameof(AccessEndOutcome.Replaced)
            )
            .DistinctBy(line => line["key"], StringComparer.Ordinal);
        foreach (var line in before)
        {
            var kind = Enum.Parse<AccessKind>(line["kind"]!);
            var index = taken.FindIndex(step =>
                step.Kind == kind && step.Reference == line["reference"] && step.What == line["what"]
            );
            if (index >= 0 && taken[index].Outcome is not AccessEndOutcome.AlreadyEnded)
                continue;
            if (index >= 0)
                taken.RemoveAt(index);
            yield return new KsefAccessStep
            {
                Kind = kind,
                What = Plain(line["what"]) ?? "",
                Holder = Plain(line["holder"]),
                Reference = Plain(line["reference"]),
                Outcome = Enum.Parse<AccessEndOutcome>(line["outcome"]!),
                KsefReference = Plain(line["ksef"]),
                Proof = Plain(line["proof"]),
                At = line.At,
            };
        }
    }

    // The record lies in the office's folder, where others may write.
    private static string? Plain(string? text) => text is null ? null : PlainText.Line(text);

    private void Forget(Func<AccessEntry, bool> which)
    {
        if (
            Profile is null
            || scene.Office.Profiles.Read(Profile.Nip)?.Profile is not { } now
            || !now.Access.Any(which)
        )
            return;
        scene.Office.Profiles.Patch(
            Profile,
            editor =>
            {
                for (var index = editor.Profile.Access.Count - 1; index >= 0; index--)
                    if (which(editor.Profile.Access[index]))
                        editor.RemoveAccess(index);
            }
        );
    }

    private static bool IsStuck(EndStep step, AccessEndOutcome outcome) =>
        outcome is AccessEndOutcome.Failed or AccessEndOutcome.Busy
        || (outcome is AccessEndOutcome.InProgress && step.Job is not null)
        || (step.Rotation is not null && outcome is not (AccessEndOutcome.Replaced or AccessEndOutcome.InProgress));

    private static bool IsOver(AccessEndOutcome outcome) =>
        outcome is AccessEndOutcome.Ended or AccessEndOutcome.AlreadyEnded;

    private OperationRecord? Resume() =>
        scene.Open.TryResume(OperationKind.Departure, Subject, scene.Time, scene.Options.Steps);

    private OperationRecord Begin() =>
        OperationRecord.Begin(
            scene.Office,
            scene.Time,
            OperationKind.Departure,
            Subject,
            scene.Options.Steps,
            ("nip", context.Value),
            ("environment", environment.Name),
            ("holder", Leaver)
        );

    private KsefAccessEnd Noun(IReadOnlyList<KsefAccessStep> steps)
    {
        var worst = steps.Count == 0 ? AccessEndOutcome.AlreadyEnded : steps.Max(step => step.Outcome);
        return new KsefAccessEnd
        {
            Nip = context.Value,
            Name = name,
            Environment = environment.Name,
            Outcome = Failure is null ? worst : AccessEndOutcome.Failed,
            Reason = Failure is { } failure
                ? TokenFailures.Sentence(failure) ?? Faults.Sentence(failure)
                : steps.FirstOrDefault(step => step.Outcome == worst)?.Reason,
            Remedy = _remedy,
            Steps = new TextList<KsefAccessStep>(steps),
            Path = Profile?.Path,
            OfficePath = scene.Office.Path,
        };
    }

    /// <summary>With letter and evidence; what the disk refuses costs no result.</summary>
    private KsefAccessEnd Told(KsefAccessEnd end)
    {
        if (scene.Options.OnlyPlan || end.Steps.Count == 0)
            return end;
        try
        {
            end = end with { LetterPath = WriteLetter(end) };
            end = end with { EvidencePath = WriteEvidence(end) };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            scene.Options.Warn?.Invoke($"{context.Value}: {failure.Message}");
        }
        return end with { Remedy = end.Remedy ?? RemedyOf(end) };
    }

    private string? WriteLetter(KsefAccessEnd end)
    {
        var left = end.Steps.Where(step => step.Outcome is AccessEndOutcome.ClientMust).ToList();
        // That a certificate still gets in says no more than the permissions, where they are known.
        if (left.Exists(step => step.Kind is AccessKind.Permission))
            left.RemoveAll(step => step.Kind is AccessKind.Certificate);
        if (scene.Options.LetterFolder is not { } folder || Profile is null || left.Count == 0)
            return null;
        var letter = new LeavingLetter(scene.Office.Settings, Profile, left);
        return LetterFiles.Write(
            folder,
            $"{context.Value}-access",
            letter.PolishSubject,
            letter.Polish(),
            letter.English(),
            Profile.Contact
        );
    }

    private string? WriteEvidence(KsefAccessEnd end) =>
        scene.Options.EvidenceFolder is { } folder
            ? new Evidence
            {
                Nip = end.Nip,
                Name = end.Name,
                Environment = end.Environment,
                OfficeNip = scene.Office.Settings.Nip.Value,
                OfficeName = scene.Office.Settings.Name,
                Holder = Leaver,
                WrittenAt = scene.Time.GetUtcNow(),
                Outcome = end.Outcome,
                Steps = end.Steps,
            }.Write(folder)
            : null;

    private string? RemedyOf(KsefAccessEnd end) =>
        scene.Leaver is null && end is { Outcome: AccessEndOutcome.ClientMust, LetterPath: null }
            ? CommandText.Of("Revoke-KsefAccess").With(end.Nip).With("RequestPath", "letters")
            : null;
}
