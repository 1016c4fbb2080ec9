using NpgsqlTypes;

namespace EcgStream.History.Postgres;

/// <summary>The types of parameters and columns in use; the plural is an array.</summary>
internal static class Types
{
    public const NpgsqlDbType Short = NpgsqlDbType.Smallint;
    public const NpgsqlDbType Int = NpgsqlDbType.Integer;
    public const NpgsqlDbType Long = NpgsqlDbType.Bigint;
    public const NpgsqlDbType Real = NpgsqlDbType.Double;
    public const NpgsqlDbType Text = NpgsqlDbType.Text;
    public const NpgsqlDbType Blob = NpgsqlDbType.Bytea;

    public const NpgsqlDbType Ints = NpgsqlDbType.Array | Int;
    public const NpgsqlDbType Longs = NpgsqlDbType.Array | Long;
    public const NpgsqlDbType Reals = NpgsqlDbType.Array | Real;
    public const NpgsqlDbType Texts = NpgsqlDbType.Array | Text;
    public const NpgsqlDbType Blobs = NpgsqlDbType.Array | Blob;
}
