using System.Numerics;
using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Core.Keys.Reading;

/// <summary>
/// What was found in one or two files, before it is known to belong together. Owns what it holds until
/// <see cref="Assemble"/> hands a pair over; the rest ends with it.
/// </summary>
internal sealed class KeyMaterialParts : IDisposable
{
    private readonly List<X509Certificate2> _certificates = [];
    private readonly List<KeyPair> _keys = [];

    private BigInteger _rounds;

    public bool HasKey => _keys.Count > 0;

    public IReadOnlyList<X509Certificate2> Certificates => _certificates;

    public IReadOnlyList<KeyPair> Keys => _keys;

    public void Add(KeyPair key) => _keys.Add(key);

    public void Add(X509Certificate2 certificate)
    {
        if (_certificates.Exists(known => known.Equals(certificate)))
            certificate.Dispose();
        else
            _certificates.Add(certificate);
    }

    /// <summary>Counts rounds of key derivation, before they are done.</summary>
    /// <exception cref="KeyMaterialException">Together with those before, they are too many.</exception>
    public void Spend(BigInteger rounds, string source)
    {
        if ((_rounds += rounds) > DerivationRounds.Most)
            throw new KeyMaterialException(KeyMaterialProblems.TooManyRounds(source));
    }

    /// <summary>
    /// Takes out the one certificate that belongs to the one key; its issuers, if there, are left behind.
    /// </summary>
    /// <exception cref="KeyMaterialException">There is no such pair, or more than one.</exception>
    public KeyMaterial Assemble(string source)
    {
        if (_keys.Count > 1)
            throw new KeyMaterialException(KeyMaterialProblems.SeveralKeys(source));
        if (_keys.Count == 0)
            throw new KeyMaterialException(
                _certificates.Count == 0
                    ? KeyMaterialProblems.Unreadable(source)
                    : KeyMaterialProblems.KeyMissing(source)
            );
        if (_certificates.Count == 0)
            throw new KeyMaterialException(KeyMaterialProblems.CertificateMissing(source));

        var key = _keys[0];
        var fitting = _certificates.FindAll(key.Matches);
        if (fitting.Count != 1)
            throw new KeyMaterialException(
                fitting.Count > 1 ? KeyMaterialProblems.SeveralCertificates(source) : Mismatch(key, source)
            );
        _keys.Clear();
        _certificates.Remove(fitting[0]);
        return new KeyMaterial(fitting[0], key);
    }

    /// <summary>Takes out the one key.</summary>
    /// <exception cref="KeyMaterialException">There is none, or more than one.</exception>
    public KeyPair TakeKey(string source)
    {
        if (_keys.Count != 1)
            throw new KeyMaterialException(
                _keys.Count > 1 ? KeyMaterialProblems.SeveralKeys(source) : KeyMaterialProblems.KeyMissing(source)
            );
        var key = _keys[0];
        _keys.Clear();
        return key;
    }

    public void Dispose()
    {
        _keys.ForEach(key => key.Dispose());
        _certificates.ForEach(certificate => certificate.Dispose());
    }

    private KeyMaterialProblem Mismatch(KeyPair key, string source) =>
        _certificates.Count == 1 && KeyAlgorithms.Of(_certificates[0]) is { } algorithm && algorithm != key.Algorithm
            ? KeyMaterialProblems.KeyOfOtherAlgorithm(source, key.Algorithm, algorithm)
            : KeyMaterialProblems.KeyMismatch(source);
}
