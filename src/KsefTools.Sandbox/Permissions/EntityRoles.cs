using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Permissions;

/// <summary>The roles that a taxpayer has, from its subject and its person (test data).</summary>
internal static class EntityRoles
{
    private const string Enforcement = "EnforcementAuthority";
    private const string VatGroup = "VatGroup";
    private const string LocalGovernment = "JST";

    // The day from which KSeF 2.0 was obligatory for the first taxpayers; a role whose date nobody gave began then.
    public static readonly DateTimeOffset Beginning = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One role, as schemas EntityRole and SubordinateEntityRole name it.</summary>
    public sealed record Role(string Nip, string Name, string Description, DateTimeOffset StartDate, string? ParentNip);

    public static bool IsEnforcement(World world, ContextIdentifier context) =>
        Of(world, context.Value).Any(role => role.Name is Enforcement or "CourtBailiff");

    public static bool IsAbove(World world, ContextIdentifier context) =>
        world.FindSubject(context.Value)?.Kind is VatGroup or LocalGovernment;

    public static IEnumerable<Role> Of(World world, string nip)
    {
        var subject = world.FindSubject(nip);
        if (subject is not null && NameOf(subject.Kind) is { } name)
            yield return new Role(nip, name, Text(subject.Name), subject.CreatedDate ?? Beginning, ParentNip: null);
        if (subject is not null && AsSubunit(world, subject) is { } below)
            yield return below;
        foreach (var person in world.Persons)
        {
            if (person.IsBailiff && string.Equals(person.Nip, nip, StringComparison.Ordinal))
                yield return new Role(
                    nip,
                    "CourtBailiff",
                    Text(person.Description),
                    person.CreatedDate ?? Beginning,
                    ParentNip: null
                );
        }
    }

    /// <summary>The subunits of a taxpayer.</summary>
    public static IEnumerable<Role> Below(World world, string nip) =>
        world
            .Subjects.Where(subject => string.Equals(subject.ParentNip, nip, StringComparison.Ordinal))
            .Select(subject => AsSubunit(world, subject))
            .OfType<Role>();

    private static Role? AsSubunit(World world, SubjectRecord subject)
    {
        var name = subject.ParentNip is null
            ? null
            : world.FindSubject(subject.ParentNip)?.Kind switch
            {
                VatGroup => "VatGroupSubUnit",
                LocalGovernment => "LocalGovernmentSubUnit",
                _ => null,
            };
        return name is null
            ? null
            : new Role(subject.Nip, name, Text(subject.Name), subject.CreatedDate ?? Beginning, subject.ParentNip);
    }

    private static string? NameOf(string? kind) =>
        kind switch
        {
            Enforcement => Enforcement,
            VatGroup => "VatGroupUnit",
            LocalGovernment => "LocalGovernmentUnit",
            _ => null,
        };

    // The schema wants at least five characters; a name that was planted may have fewer.
    private static string Text(string name) => name.Length >= 5 ? name : $"Rola: {name}";
}
