package org.waybill.micro;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Classes of the application for a command that needs no server: read out of the libraries in the archives in this very
 * file, because the launcher's own class path has none of them, and must not, or the server would find them there first.
 */
final class PackedClasses extends ClassLoader {

    private static final String ARCHIVES = "MICRO-INF/deploy/";
    private static final String CLASS = ".class";

    private final Map<String, byte[]> classes = new HashMap<>();

    private PackedClasses() {
        super(ClassLoader.getPlatformClassLoader());
    }

    /** Reads libraries of the file that this class is in. */
    static PackedClasses ofThisFile(List<String> libraries) throws StartupException {
        try {
            return of(
                    new File(PackedClasses.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()),
                    libraries);
        } catch (IOException | URISyntaxException e) {
            throw incomplete(e);
        }
    }

    /** What is told when a class, or something of it, is not there. */
    static StartupException incomplete(Exception cause) {
        return new StartupException("this file is not complete: " + cause, cause);
    }

    /**
     * Reads libraries.
     *
     * @param file the executable file
     * @param libraries what the names of the wanted libraries begin with
     */
    private static PackedClasses of(File file, List<String> libraries) throws IOException {
        PackedClasses loader = new PackedClasses();
        try (JarFile jar = new JarFile(file)) {
            for (JarEntry archive :
                    jar.stream().filter(PackedClasses::isArchive).toList()) {
                try (InputStream in = jar.getInputStream(archive)) {
                    loader.readArchive(new ZipInputStream(in), libraries);
                }
            }
        }
        return loader;
    }

    private static boolean isArchive(JarEntry entry) {
        String name = entry.getName();
        return name.startsWith(ARCHIVES) && (name.endsWith(".war") || name.endsWith(".rar"));
    }

    private void readArchive(ZipInputStream archive, List<String> libraries) throws IOException {
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            if (name.endsWith(".jar") && libraries.stream().anyMatch(name::startsWith)) {
                // not closed: that would close the archive
                readLibrary(new ZipInputStream(archive));
            }
        }
    }

    private void readLibrary(ZipInputStream library) throws IOException {
        for (ZipEntry entry = library.getNextEntry(); entry != null; entry = library.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(CLASS)) {
                String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
                classes.put(type, library.readAllBytes());
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] octets = classes.remove(name);
        if (octets == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, octets, 0, octets.length);
    }
}
