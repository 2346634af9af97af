using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Http;

/// <summary>Collects what is wrong with a request.</summary>
internal sealed class Faultfinder
{
    private readonly List<string> faults = [];

    public Faultfinder Nip(string? nip, string field) => Check(Formats.IsNip(nip), $"{field}: nieprawidłowy NIP.");

    public Faultfinder Pesel(string? pesel, string field) =>
        Check(Formats.IsPesel(pesel), $"{field}: nieprawidłowy PESEL.");

    public Faultfinder Description(string? text, string field) => Text(text, 5, 256, field);

    public Faultfinder Text(string? text, int least, int most, string field) =>
        Check(text?.Length >= least && text.Length <= most, $"{field}: wymagane jest od {least} do {most} znaków.");

    public Faultfinder Check(bool isRight, string fault)
    {
        if (!isRight)
            faults.Add(fault);
        return this;
    }

    public SubjectIdentifier? Subject(IdentifierBody? body, string field)
    {
        if (
            Enums.TryParse<SubjectIdentifierType>(body?.Type, out var type)
            && body?.Value is { Length: >= 10 and <= 64 } value
        )
            return new SubjectIdentifier(type, value);
        faults.Add($"{field}: wymagany jest typ Nip, Pesel lub Fingerprint oraz wartość.");
        return null;
    }

    /// <summary>An identifier of a subject, its value held against the format of its type.</summary>
    public SubjectIdentifier? ExactSubject(IdentifierBody? body, string field)
    {
        var subject = Subject(body, field);
        var isRight = subject?.Type switch
        {
            SubjectIdentifierType.Nip => Formats.IsNip(subject.Value),
            SubjectIdentifierType.Pesel => Formats.IsPesel(subject.Value),
            SubjectIdentifierType.Fingerprint => Formats.IsFingerprint(subject.Value),
            _ => true,
        };
        Check(isRight, $"{field}: wartość nie odpowiada typowi {subject?.Type}.");
        return subject;
    }

    /// <summary>A context by NIP or InternalId.</summary>
    public ContextIdentifier? Context(IdentifierBody? body, string field)
    {
        ContextIdentifier? context = body switch
        {
            { Type: "Nip" } when Formats.IsNip(body.Value) => ContextIdentifier.Nip(body.Value!),
            { Type: "InternalId" } when Formats.IsInternalId(body.Value) => new(
                ContextIdentifierType.InternalId,
                body.Value!
            ),
            _ => null,
        };
        Check(context is not null, $"{field}: wymagany jest typ Nip lub InternalId oraz prawidłowa wartość.");
        return context;
    }

    /// <summary>Values of an enumeration, by exact name; an absent list has none.</summary>
    public IReadOnlyList<T> Values<T>(IReadOnlyList<string?>? texts, string field)
        where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var text in texts ?? [])
        {
            if (Enums.TryParse<T>(text, out var value))
                values.Add(value);
            else
                faults.Add($"{field}: nieznana wartość '{text}'.");
        }

        return values;
    }

    /// <summary>Ends the request when anything was wrong.</summary>
    /// <exception cref="RefusalException">21405, with one detail for each fault.</exception>
    public void ThrowIfAny()
    {
        if (faults.Count > 0)
            throw Refusals.Validation([.. faults]);
    }
}
