using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;

namespace KsefTools.Sandbox.Faults;

/// <summary>The fault rules of one environment; the first that strikes wins.</summary>
public sealed class FaultRules
{
    private readonly Lock gate = new();
    private readonly List<Armed> rules = [];
    private volatile bool any;

    public IReadOnlyList<FaultRule> All
    {
        get
        {
            lock (gate)
                return [.. rules.Select(armed => armed.Rule)];
        }
    }

    /// <summary>Arms a rule.</summary>
    /// <exception cref="ArgumentException">Its <see cref="FaultRule.Problem"/>.</exception>
    public void Add(FaultRule rule)
    {
        if (rule.Problem is { } problem)
            throw new ArgumentException(problem, nameof(rule));
        lock (gate)
        {
            rules.Add(new Armed(rule));
            any = true;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            rules.Clear();
            any = false;
        }
    }

    internal FaultRule? Strike(string method, string path)
    {
        if (!any)
            return null;
        lock (gate)
            return rules.FirstOrDefault(armed => armed.Strikes(method, path))?.Rule;
    }

    private sealed class Armed(FaultRule rule)
    {
        [SuppressMessage("Security", "CA5394", Justification = "Faults must be the same in every run.")]
        private readonly Random random = new(rule.Seed);
        private int struck;

        public FaultRule Rule { get; } = rule;

        [SuppressMessage("Security", "CA5394", Justification = "Faults must be the same in every run.")]
        public bool Strikes(string method, string path)
        {
            if (Rule.Method is not null && !string.Equals(Rule.Method, method, StringComparison.OrdinalIgnoreCase))
                return false;
            if (!FileSystemName.MatchesSimpleExpression(Rule.Path, path))
                return false;
            if (struck >= Rule.Count || (Rule.Share < 1 && random.NextDouble() >= Rule.Share))
                return false;
            struck++;
            return true;
        }
    }
}
