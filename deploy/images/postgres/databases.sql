-- One service's role and database. Variable: database (also the role's name); the password comes by environment.
\getenv password ROLE_PASSWORD
SELECT format('CREATE ROLE %I LOGIN', :'database')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'database') \gexec
ALTER ROLE :"database" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
