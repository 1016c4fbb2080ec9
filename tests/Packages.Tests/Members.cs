using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace EcgStream.Packages.Tests;

/// <summary>Reads from compiled assemblies what they use of a package, and what a package has.</summary>
public static class Members
{
    private static readonly SignatureText Text = new();

    /// <summary>Types and members of the package that this repository's assemblies refer to, one a line.</summary>
    public static SortedSet<string> UsedOf(Package package)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "EcgStream.*.dll").Where(IsListed))
        {
            Read(file, reader => AddUsed(reader, package, used));
        }

        return used;
    }

    /// <summary>All public and protected types and members of the package's assemblies that are here.</summary>
    public static HashSet<string> OfferedBy(Package package)
    {
        var offered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(file => package.Owns(Path.GetFileNameWithoutExtension(file))))
        {
            Read(file, reader => AddOffered(reader, offered));
        }

        return offered;
    }

    private static bool IsListed(string file) => Path.GetFileName(file) is var name
        && !name.StartsWith("EcgStream.Offline.", StringComparison.Ordinal) && name != "EcgStream.Packages.Tests.dll";

    private static void Read(string file, Action<MetadataReader> read)
    {
        using var image = new PEReader(File.OpenRead(file));
        read(image.GetMetadataReader());
    }

    private static void AddUsed(MetadataReader reader, Package package, SortedSet<string> used)
    {
        foreach (var handle in reader.TypeReferences.Where(handle => Belongs(reader, handle, package)))
        {
            used.Add($"type {Text.GetTypeFromReference(reader, handle, 0)}");
        }

        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (TypeOf(reader, member.Parent) is not { } type || !Belongs(reader, type, package))
            {
                continue;
            }

            var name = reader.GetString(member.Name);
            used.Add(Line(Text.GetTypeFromReference(reader, type, 0), member.GetKind() == MemberReferenceKind.Method
                ? SignatureText.Method(name, member.DecodeMethodSignature(Text, null))
                : $"{name} : {member.DecodeFieldSignature(Text, null)}"));
        }
    }

    private static void AddOffered(MetadataReader reader, HashSet<string> offered)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var definition = reader.GetTypeDefinition(handle);
            var visibility = definition.Attributes & TypeAttributes.VisibilityMask;
            if (visibility is not (TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily))
            {
                continue;
            }

            var type = Text.GetTypeFromDefinition(reader, handle, 0);
            offered.Add($"type {type}");
            foreach (var method in definition.GetMethods().Select(reader.GetMethodDefinition).Where(method =>
                (method.Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem))
            {
                offered.Add(Line(type, SignatureText.Method(reader.GetString(method.Name), method.DecodeSignature(Text, null))));
            }

            foreach (var field in definition.GetFields().Select(reader.GetFieldDefinition).Where(field =>
                (field.Attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family))
            {
                offered.Add(Line(type, $"{reader.GetString(field.Name)} : {field.DecodeSignature(Text, null)}"));
            }
        }
    }

    private static string Line(string type, string member) => $"member {type} :: {member}";

    /// <summary>The type that a member belongs to; of a constructed one, its definition.</summary>
    private static TypeReferenceHandle? TypeOf(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)parent;
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        // GENERICINST (CLASS | VALUETYPE) type …, ECMA-335 II.23.2.14; arrays have no members of a package.
        var signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type ? (TypeReferenceHandle)type : null;
    }

    private static bool Belongs(MetadataReader reader, TypeReferenceHandle handle, Package package)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => Belongs(reader, (TypeReferenceHandle)scope, package),
            HandleKind.AssemblyReference => package.Owns(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false,
        };
    }
}
