using System.Collections.Concurrent;
using KsefTools.Core.Audit.Facts;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// What KSeF answers to every token of an environment says nothing of any of them: the environment is the wrong one, or
/// KSeF has a fault. So "unknown to KSeF" waits until a token of the environment got another answer, or the audit's
/// end.
/// </summary>
/// <param name="conclude">Makes a result of facts, and remembers it.</param>
/// <param name="warn">Told once for each environment that answered all alike.</param>
internal sealed class AlikeRefusals(Func<TokenFacts, KsefTokenTestResult> conclude, Action<string>? warn)
{
    /// <summary>With fewer, that all are dead is as likely.</summary>
    public const int Fewest = 5;

    private readonly ConcurrentDictionary<KsefTokenTestResult, TokenFacts> _facts = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<string, Answers> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Knows what a result was made of; from any thread.</summary>
    public KsefTokenTestResult Note(KsefTokenTestResult result, TokenFacts facts)
    {
        _facts[result] = facts;
        return result;
    }

    /// <summary>The results that may be told now that this one is there, which may be none.</summary>
    public IReadOnlyList<KsefTokenTestResult> Take(KsefTokenTestResult result)
    {
        if (!_facts.TryRemove(result, out var facts))
            return [result];
        // A row of a CSV file, piped back, names none.
        var environment = facts.Credential.Environment ?? "";
        if (!_answers.TryGetValue(environment, out var answers))
            _answers[environment] = answers = new();
        if (facts.SignIn is SignInOutcome.Invalid && facts.OtherEnvironment is null && !answers.AreTold)
        {
            answers.Held.Add((result, facts));
            return [];
        }
        if (facts is { SignIn: SignInOutcome.Unanswered, Trouble: { } trouble })
        {
            answers.Troubles.Add(trouble);
            return [result];
        }
        if (facts.SignIn is SignInOutcome.Unanswered)
            return [result];
        answers.AreTold = true;
        return [.. answers.Release(), result];
    }

    /// <summary>What was held back to the end.</summary>
    public IReadOnlyList<KsefTokenTestResult> Rest() => [.. _answers.SelectMany(pair => Rest(pair.Key, pair.Value))];

    private IEnumerable<KsefTokenTestResult> Rest(string environment, Answers answers)
    {
        if (answers.AreTold)
            return [];
        if (answers.Held.Count == 0)
        {
            if (answers.Troubles.Count >= Fewest && answers.Troubles.DistinctBy(one => one.Code).Count() == 1)
                warn?.Invoke(AllEnded(environment, answers.Troubles));
            return [];
        }
        if (answers.Held.Count < Fewest)
            return answers.Release();
        var reason = AllRefused(environment, answers.Held.Count);
        warn?.Invoke(reason[..1].ToUpperInvariant() + reason[1..]);
        var trouble = new AuditTrouble(FindingCode.Unreachable, reason);
        return answers.Held.Select(one =>
            conclude(one.Facts with { SignIn = SignInOutcome.Unanswered, Trouble = trouble })
        );
    }

    private static string AllRefused(string environment, int count) =>
        UiText.Of(
            $"all {count} tokens tested in {environment} were refused as unknown, which says nothing about any of "
                + "them. "
                + "The office's environment may be the wrong one, or KSeF has a fault: replace no token because of it.",
            $"wszystkie tokeny sprawdzone w środowisku {environment} ({count}) zostały odrzucone jako nieznane, co nic "
                + "nie mówi o żadnym z nich. Środowisko biura może być niewłaściwe albo KSeF ma usterkę: nie "
                + "wymieniaj z tego powodu żadnego tokena."
        );

    private static string AllEnded(string environment, List<AuditTrouble> troubles) =>
        UiText.Of(
            $"All {troubles.Count} tokens of {environment} have the same problem: {troubles[0].Reason}",
            $"Wszystkie tokeny środowiska {environment} ({troubles.Count}) mają ten sam problem: {troubles[0].Reason}"
        );

    private sealed class Answers
    {
        public List<(KsefTokenTestResult Result, TokenFacts Facts)> Held { get; } = [];

        public List<AuditTrouble> Troubles { get; } = [];

        /// <summary>Whether a token got an answer of its own, so that KSeF tells them apart.</summary>
        public bool AreTold { get; set; }

        public List<KsefTokenTestResult> Release()
        {
            List<KsefTokenTestResult> released = [.. Held.Select(one => one.Result)];
            Held.Clear();
            return released;
        }
    }
}
