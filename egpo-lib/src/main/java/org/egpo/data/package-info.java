/** Tools, messages and examples: records, readers and writers of the formats people have, and our own seeded data. */
package org.egpo.data;
