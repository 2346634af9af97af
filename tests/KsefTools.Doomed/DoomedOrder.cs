using System.Globalization;

namespace KsefTools.Doomed;

/// <summary>
/// What a process is to do and where it is to die. It travels on the command line, as <c>--name value</c>, so both
/// sides use this type.
/// </summary>
/// <remarks>
/// The process prints one line for each of its works: an outcome, <see cref="VaultFailed"/> or <see cref="Standing"/>.
/// If any is standing, the process kills itself then; else its exit code is 0.
/// </remarks>
public sealed record DoomedOrder
{
    /// <summary>What is printed of a work that ended because its vault failed.</summary>
    public const string VaultFailed = "VaultFailed";

    /// <summary>What is printed of a work that reached the point where it is to die.</summary>
    public const string Standing = "Standing";

    /// <summary>What is printed at <see cref="HoldAt"/>.</summary>
    public const string Held = "Held";

    /// <summary>The name of an <see cref="Operations.IDoomedOperation"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>Where KSeF is.</summary>
    public required Uri Ksef { get; init; }

    /// <summary>The present, as KSeF sees it.</summary>
    public required DateTimeOffset Now { get; init; }

    public VaultKind Vault { get; init; }

    /// <summary>
    /// The point at which to print <see cref="Held"/> and wait for a line of input; null to wait nowhere.
    /// </summary>
    public string? HoldAt { get; init; }

    /// <summary>Begun one after the other, each when the one before has ended or stands at its point.</summary>
    public required IReadOnlyList<DoomedWork> Works { get; init; }

    public IReadOnlyList<string> ToArguments()
    {
        List<string> arguments =
        [
            "--operation",
            Operation,
            "--ksef",
            Ksef.AbsoluteUri,
            "--now",
            Now.ToString("O", CultureInfo.InvariantCulture),
            "--vault",
            Vault.ToString(),
        ];
        if (HoldAt is not null)
            arguments.AddRange(["--hold-at", HoldAt]);
        foreach (var work in Works)
        {
            arguments.AddRange(["--folder", work.Folder]);
            if (work.KillAt is { } point)
                arguments.AddRange(["--kill-at", point.ToString(CultureInfo.InvariantCulture)]);
        }
        return arguments;
    }

    /// <summary>Reads what <see cref="ToArguments"/> wrote: <c>--kill-at</c> is about the folder before it.</summary>
    /// <exception cref="KeyNotFoundException">An argument is missing.</exception>
    public static DoomedOrder Parse(IEnumerable<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        List<DoomedWork> works = [];
        foreach (var pair in arguments.Chunk(2))
            if (pair[0] is "--folder")
                works.Add(new DoomedWork(pair[1]));
            else if (pair[0] is "--kill-at")
                works[^1] = works[^1] with { KillAt = int.Parse(pair[1], CultureInfo.InvariantCulture) };
            else
                given.Add(pair[0], pair[1]);
        return new DoomedOrder
        {
            Operation = given["--operation"],
            Ksef = new Uri(given["--ksef"]),
            Now = DateTimeOffset.ParseExact(given["--now"], "O", CultureInfo.InvariantCulture),
            Vault = Enum.Parse<VaultKind>(given["--vault"]),
            HoldAt = given.GetValueOrDefault("--hold-at"),
            Works = works,
        };
    }
}
