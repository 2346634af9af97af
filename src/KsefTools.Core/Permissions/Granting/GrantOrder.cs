using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Permissions.Granting;

/// <summary>Who may do what from now on. Made by the three methods, which check that it fits.</summary>
public sealed record GrantOrder
{
    /// <summary>What can go to an entity, or be handed on.</summary>
    public static readonly IReadOnlyList<string> InvoicePermissions = ["InvoiceRead", "InvoiceWrite"];

    /// <summary>The target that stands for all clients, present and to come.</summary>
    public const string AllPartners = "AllPartners";

    private const int LongestEntityName = 90;

    private GrantOrder() { }

    public required GrantKind Kind { get; init; }

    /// <summary><c>Nip</c>, <c>Pesel</c> or <c>Fingerprint</c>.</summary>
    public required TypedIdentifier Subject { get; init; }

    /// <summary>Name for people and for KSeF.</summary>
    public required string SubjectName { get; init; }

    /// <summary>Each once.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Whether an entity may hand it on.</summary>
    public bool CanDelegate { get; init; }

    /// <summary>
    /// Of what is handed on: a client's <c>Nip</c> or <c>InternalId</c>, or <see cref="AllPartners"/>.
    /// </summary>
    public TypedIdentifier? Target { get; init; }

    /// <summary>5 to 256 characters, which the client sees.</summary>
    public string Description { get; init; } =
        UiText.Of("Accounting services (KsefTools)", "Obsługa księgowa (KsefTools)");

    /// <summary>Who a person is; null for an entity.</summary>
    public PersonSubject? Person { get; private init; }

    /// <summary>Lets an entity in.</summary>
    /// <exception cref="FormatException">A permission that no entity can have.</exception>
    public static GrantOrder ForEntity(Nip nip, string fullName, IEnumerable<string> permissions, bool canDelegate) =>
        new()
        {
            Kind = GrantKind.Entity,
            Subject = new TypedIdentifier("Nip", nip.Value),
            SubjectName = fullName.Length > LongestEntityName ? fullName[..LongestEntityName] : fullName,
            Permissions = OnlyInvoices(permissions),
            CanDelegate = canDelegate,
        };

    /// <summary>Lets a person in.</summary>
    public static GrantOrder ForPerson(GrantRecipient person, IEnumerable<string> permissions) =>
        new()
        {
            Kind = GrantKind.Person,
            Subject = person.Subject,
            SubjectName = NameOf(person.Details),
            Permissions = Distinct(permissions),
            Person = person.Details,
        };

    /// <summary>Hands on to a person what a client, or every client, lets the firm hand on.</summary>
    /// <param name="person">Who.</param>
    /// <param name="permissions">What.</param>
    /// <param name="client">At which client; null for all.</param>
    /// <exception cref="FormatException">A permission that cannot be handed on.</exception>
    public static GrantOrder Indirect(
        GrantRecipient person,
        IEnumerable<string> permissions,
        ContextIdentifier? client
    ) =>
        ForPerson(person, OnlyInvoices(permissions)) with
        {
            Kind = GrantKind.Indirect,
            Target = client is null
                ? new TypedIdentifier(AllPartners, Value: null)
                : new TypedIdentifier(client.Type.ToString(), client.Value),
        };

    /// <summary>What no two grants may be at: the permissions of one in a context, or at a target.</summary>
    /// <param name="environment">As profiles name it.</param>
    /// <param name="context">Where it is granted.</param>
    internal string LockedSubject(string environment, ContextIdentifier context)
    {
        var address = KsefEnvironment.TryParse(environment, out var known, out _)
            ? known.BaseAddress.AbsoluteUri
            : environment;
        return $"{address}\n{context}\n{Subject.Type} {Subject.Value}\n{Target?.Value ?? Target?.Type}";
    }

    /// <summary>For journals: all but a person's whole number.</summary>
    public override string ToString()
    {
        var delegable = CanDelegate ? "+" : "";
        var target = Target is null ? "" : $" @ {Target.Value ?? Target.Type}";
        var subject = MaskedNumber.Of(Subject.Type, Subject.Value);
        return $"{Subject.Type} {subject}: {string.Join(",", Permissions)}{delegable}{target}";
    }

    private static string[] Distinct(IEnumerable<string> permissions) =>
        [.. permissions.Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string[] OnlyInvoices(IEnumerable<string> permissions)
    {
        var distinct = Distinct(permissions);
        var wrong = distinct.Except(InvoicePermissions, StringComparer.OrdinalIgnoreCase).ToList();
        return wrong.Count == 0
            ? distinct
            : throw new FormatException(
                UiText.Of(
                    $"{string.Join(", ", wrong)} can go to a person directly only; an entity, and whoever is let in "
                        + "through one, can have InvoiceRead and InvoiceWrite.",
                    $"{string.Join(", ", wrong)} można nadać tylko bezpośrednio osobie; podmiot i osoby działające "
                        + "przez niego mogą mieć InvoiceRead i InvoiceWrite."
                )
            );
    }

    private static string NameOf(PersonSubject person) =>
        (person.PersonById, person.PersonByFpWithId, person.PersonByFpNoId) switch
        {
            ({ } known, _, _) => $"{known.FirstName} {known.LastName}",
            (_, { } known, _) => $"{known.FirstName} {known.LastName}",
            (_, _, { } known) => $"{known.FirstName} {known.LastName}",
            _ => "",
        };
}
