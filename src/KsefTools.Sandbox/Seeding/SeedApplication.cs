using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Seeding;

/// <summary>Brings a seeded office into a running sandbox.</summary>
public static class SeedApplication
{
    /// <summary>
    /// With seeded worlds a sign-in shows as <c>lastUseDate</c> only later. Otherwise an audit, which must sign in
    /// before it may look, would never see that a token had lain unused.
    /// </summary>
    public static readonly TimeSpan LastUseDelay = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Fills both environments and moves the sandbox's clock to <see cref="SeededOffice.Now"/>, when the truth holds.
    /// </summary>
    /// <exception cref="ArgumentException">The sandbox holds one of the tokens already.</exception>
    public static void ApplyTo(this SeededOffice office, SandboxHost host)
    {
        ArgumentNullException.ThrowIfNull(office);
        ArgumentNullException.ThrowIfNull(host);
        WorldFile.Of(office).ApplyTo(host);
        host.Clock.MoveTo(office.Now);
    }

    /// <summary>
    /// Fills both environments; the clock stays as it is, so that a client with the real time can be served.
    /// </summary>
    /// <exception cref="ArgumentException">The sandbox holds one of the tokens already.</exception>
    public static void ApplyTo(this WorldFile file, SandboxHost host)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(host);
        Fill(host.Main, file.Main);
        Fill(host.Test, file.Test);
        CertificateApplication.Fill(host.Main, file.Certificates);
    }

    private static void Fill(SandboxEnvironment environment, SeededWorld seeded)
    {
        environment.Settings.LastUseDelay = LastUseDelay;
        foreach (var subject in seeded.Subjects)
        {
            environment.World.AddSubject(new SubjectRecord(subject.Nip, subject.Name));
            if (subject.Blocked)
                environment.World.Block(ContextIdentifier.Nip(subject.Nip));
        }

        foreach (var token in seeded.Tokens)
            environment.World.AddToken(ToRecord(token));
        foreach (var grant in seeded.Grants)
            environment.World.AddGrant(ToRecord(grant));
    }

    private static GrantRecord ToRecord(SeededGrant grant)
    {
        var permission = Enum.Parse<Permission>(grant.Permission);
        var isPerson = grant.AuthorizedIdentifier.Type is "Pesel";
        if (grant.TargetNip is null && isPerson)
            return new GrantRecord
            {
                Id = grant.Id,
                Context = ContextIdentifier.Nip(grant.ContextIdentifier.Value),
                Authorized = SubjectIdentifier.Pesel(grant.AuthorizedIdentifier.Value),
                Author = SubjectIdentifier.Nip(grant.ContextIdentifier.Value),
                Permission = permission,
                StartDate = grant.StartDate,
                Description = "Pracownik biura",
                Person = PersonOf(grant),
            };
        if (grant.TargetNip is not { } target)
            return GrantRecord.ToEntity(
                grant.Id,
                ContextIdentifier.Nip(grant.ContextIdentifier.Value),
                grant.AuthorizedIdentifier.Value,
                permission,
                grant.CanDelegate,
                grant.StartDate
            ) with
            {
                Description = "Obsługa księgowa",
                EntityName = grant.Name,
            };
        return GrantRecord.ToStaff(
            grant.Id,
            grant.ContextIdentifier.Value,
            SubjectIdentifier.Pesel(grant.AuthorizedIdentifier.Value),
            GrantTarget.Nip(target),
            permission,
            grant.StartDate
        ) with
        {
            Description = "Pracownik biura",
            Person = PersonOf(grant),
        };
    }

    private static PersonDetails PersonOf(SeededGrant grant)
    {
        var split = grant.Name.LastIndexOf(' ');
        return new PersonDetails("PersonByIdentifier", grant.Name[..split], grant.Name[(split + 1)..]);
    }

    private static TokenRecord ToRecord(SeededToken token) =>
        new()
        {
            ReferenceNumber = token.ReferenceNumber,
            Secret = token.Text,
            Context = new(
                Enum.Parse<ContextIdentifierType>(token.ContextIdentifier.Type),
                token.ContextIdentifier.Value
            ),
            Author = new(Enum.Parse<SubjectIdentifierType>(token.AuthorIdentifier.Type), token.AuthorIdentifier.Value),
            Description = token.Description,
            Status = Enum.Parse<TokenStatus>(token.Status),
            StatusDetails = token.StatusDetails ?? [],
            RequestedPermissions = [.. token.RequestedPermissions.Select(Enum.Parse<Permission>)],
            EffectivePermissions = [.. token.EffectivePermissions.Select(Enum.Parse<Permission>)],
            DateCreated = token.DateCreated,
            LastUseDate = token.LastUseDate,
        };
}
