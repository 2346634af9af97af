using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding.Files;

namespace KsefTools.Sandbox.Signing;

/// <summary>
/// <c>sign</c>: signs requests as a program for seals or cards would, so that signing elsewhere can be practised.
/// </summary>
public static class SignCommand
{
    private const string Seal = "seal";
    private const string Signed = ".signed";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Command Create()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Requests (AuthTokenRequest), * allowed. Each is written beside itself as NAME.signed.xml.",
            Arity = ArgumentArity.OneOrMore,
        };
        var who = new Option<string>("--as")
        {
            Description = "Whose of the seed: seal, employee, or the NIP of a client that has a certificate.",
            DefaultValueFactory = _ => Seal,
        };
        var certificates = new Option<string>("--certificates")
        {
            Description = "The certificates.json that 'seed' wrote.",
            DefaultValueFactory = _ => Path.Combine("seeded", SeedFiles.Certificates),
        };
        var nip = new Option<string>("--nip") { Description = "Instead: a seal of this NIP, made on the spot." };
        var pesel = new Option<string>("--pesel")
        {
            Description = "Instead: a person of this PESEL, made on the spot.",
        };
        var command = new Command("sign", "Signs requests for KSeF with a practice certificate.")
        {
            files,
            who,
            certificates,
            nip,
            pesel,
        };
        command.SetAction(parsed =>
        {
            var console = parsed.InvocationConfiguration;
            try
            {
                using var signer = Choose(
                    parsed.GetValue(nip),
                    parsed.GetValue(pesel),
                    () => PracticeSigners.Seeded(parsed.GetValue(certificates)!, parsed.GetValue(who)!)
                );
                foreach (var file in parsed.GetValue(files)!.SelectMany(Expand))
                    console.Output.WriteLine($"{Sign(file, signer)}: {signer.Subject}");
                return 0;
            }
            catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                console.Error.WriteLine(error.Message);
                return 1;
            }
        });
        return command;
    }

    private static X509Certificate2 Choose(string? nip, string? pesel, Func<X509Certificate2> seeded) =>
        (nip, pesel) switch
        {
            (null, null) => seeded(),
            (not null, null) when Formats.IsNip(nip) => PracticeSigners.Seal(nip),
            (null, not null) when Formats.IsPesel(pesel) => PracticeSigners.Person(pesel),
            (not null, not null) => throw new InvalidDataException("Either --nip or --pesel."),
            _ => throw new InvalidDataException("--nip takes ten digits, --pesel eleven."),
        };

    // Not every shell expands *; what this command wrote itself is not meant.
    private static IEnumerable<FileInfo> Expand(string path)
    {
        var name = Path.GetFileName(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        IEnumerable<FileInfo> found = name.Contains('*', StringComparison.Ordinal)
            ? new DirectoryInfo(folder).GetFiles(name).OrderBy(file => file.Name, StringComparer.Ordinal)
            : [new FileInfo(path)];
        return found.Where(file =>
            !Path.GetFileNameWithoutExtension(file.Name).EndsWith(Signed, StringComparison.OrdinalIgnoreCase)
        );
    }

    private static string Sign(FileInfo file, X509Certificate2 signer)
    {
        var target = Path.Combine(
            file.DirectoryName!,
            Path.GetFileNameWithoutExtension(file.Name) + Signed + file.Extension
        );
        try
        {
            var signed = PracticeSignature.Sign(
                File.ReadAllText(file.FullName, Utf8),
                signer,
                TimeProvider.System.GetUtcNow()
            );
            using var stream = new FileStream(target, SeedFiles.NewFile(FileMode.Create));
            stream.Write(Utf8.GetBytes(signed));
            return target;
        }
        catch (Exception error) when (error is InvalidDataException or DecoderFallbackException)
        {
            throw new InvalidDataException($"{file.Name}: {error.Message}", error);
        }
    }
}
