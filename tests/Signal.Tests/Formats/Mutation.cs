namespace EcgStream.Signal.Tests.Formats;

/// <summary>Damage to the bytes of a file.</summary>
internal static class Mutation
{
    /// <summary>A copy with one to four changes: a byte set, bits flipped, a piece cut out, doubled or replaced, the end cut off.</summary>
    public static byte[] Of(byte[] bytes, Random random)
    {
        var copy = new List<byte>(bytes);
        for (var changes = random.Next(1, 5); changes > 0 && copy.Count > 0; changes--)
        {
            var at = random.Next(copy.Count);
            var length = Math.Min(random.Next(1, 9), copy.Count - at);
            switch (random.Next(7))
            {
                case 0: copy[at] = (byte)random.Next(256); break;
                case 1: copy[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: copy.RemoveRange(at, length); break;
                case 3: copy.InsertRange(at, copy.GetRange(at, length)); break;
                case 4: copy[at] = (byte)"0123456789-+./ x"[random.Next(16)]; break;
                case 5: copy[at] = (byte)(random.Next(2) * 255); break;
                default: copy.RemoveRange(at, copy.Count - at); break;
            }
        }
        return [.. copy];
    }
}
