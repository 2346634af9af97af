using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>Counts the points of a run at which a process can be killed, and kills it at one of them.</summary>
internal sealed class Fate(int? diesAt = null) : IFate
{
    private readonly List<string> _points = [];

    /// <summary>What was passed, in order: <c>before POST enrollments</c>, <c>after step sent</c>.</summary>
    public IReadOnlyList<string> Points => _points;

    /// <summary>Whether the process is dead: whatever it still says, nobody hears it.</summary>
    public bool HasStruck => diesAt < _points.Count;

    /// <summary>Hears of each point when it is reached.</summary>
    public Action<string>? Passing { get; init; }

    /// <summary>Another process does something when this one has come to a point.</summary>
    public static Fate Meanwhile(string point, Action act) =>
        new()
        {
            Passing = passed =>
            {
                if (passed == point)
                    act();
            },
        };

    public void Pass(string point)
    {
        Passing?.Invoke(point);
        _points.Add(point);
        if (_points.Count - 1 == diesAt)
            throw new SimulatedDeathException(point);
    }
}
