using EcgStream.History.Postgres;
using Npgsql;

namespace EcgStream.History.Tests.Postgres;

public sealed class AddressTests
{
    [Theory]
    [InlineData("data/ecgstream.db", false)]
    [InlineData("C:\\data\\a=b.db", false)]
    [InlineData("Host=db;Database=ecg", true)]
    [InlineData("server=db", true)]
    [InlineData("postgresql://db/ecg", true)]
    [InlineData("postgres://db/ecg", true)]
    public void IsOne_FileOrAddress_IsToldApart(string database, bool expected) => Assert.Equal(expected, PostgresAddress.IsOne(database));

    [Theory]
    [InlineData("postgresql://ann:s%40cret@db.example.org:5433/ecg?sslmode=verify-full", "db.example.org", 5433, "ecg", "ann", "s@cret", SslMode.VerifyFull)]
    [InlineData("postgresql://ann@/ecg?host=/run/postgresql", "/run/postgresql", 5432, "ecg", "ann", null, SslMode.Prefer)]
    [InlineData("Host=db;Port=5433;Database=ecg;Username=ann;SSL Mode=Require", "db", 5433, "ecg", "ann", null, SslMode.Require)]
    public void Parse_EitherForm_SaysTheSame(string database, string host, int port, string name, string user, string? password, SslMode mode)
    {
        var address = PostgresAddress.Parse(database);
        var builder = new NpgsqlConnectionStringBuilder(address.ConnectionString());
        Assert.Equal((host, port, name, user, password, mode), (builder.Host, builder.Port, builder.Database, builder.Username, builder.Password, builder.SslMode));
        Assert.Equal($"{host}:{port}/{name}", address.ToString());
    }

    [Theory]
    [InlineData("postgresql://ann:verysecret@db:port/ecg")]
    [InlineData("postgresql://ann:verysecret@db/ecg?nonsense=1")]
    [InlineData("Host=;Password=verysecret")]
    [InlineData("Host=db;Nonsense=1;Password=verysecret")]
    public void Parse_Wrong_IsRefusedWithoutRepeatingIt(string database)
    {
        var error = Assert.Throws<ArgumentException>(() => PostgresAddress.Parse(database));
        Assert.DoesNotContain("verysecret", error.ToString(), StringComparison.Ordinal);
    }
}
